/** @file Guesses strides, paddings and pools that lead from an image to the inputs of the first dense layer. */
import { countOf } from '../../../countOf'
import { squareSide } from '../recognition'
import type { NamedLayer } from './readModules'
import { type ConvolutionStep, geometryText } from './settings'

export interface GeometryGuess {
  readonly text: string
  /** Of the image, in pixels. */
  readonly side: number
  /** Whether features are averaged over the image instead of flattened. */
  readonly isMean: boolean
  readonly source: string
}

interface Asked {
  /** With the number of parameterless modules before the next convolution or the first dense layer. */
  readonly convolutions: readonly NamedLayer[]
  /** The number of inputs of the first dense layer. */
  readonly features: number
  readonly channels: number
  /** Image sizes, the likeliest first. */
  readonly sides: readonly number[]
}

/** A path through the first convolutions, given by its last step; `cost` sums how unusual each step is. */
interface Path {
  readonly step: ConvolutionStep
  /** null at the first convolution. */
  readonly before: Path | null
  readonly cost: number
}

/** The number of paths kept per size, the most usual ones. */
const MOST_PATHS = 8

/** Deeper networks have shortcuts, and are not plain sequences. */
const MOST_CONVOLUTIONS = 40

/** The most usual first. */
export function guessGeometry({ convolutions, features, channels, sides }: Asked): GeometryGuess[] {
  const last = convolutions.at(-1)?.layer
  if (last?.type !== 'convolution') {
    const side = squareSide(features / channels)
    const source = `The first layer takes ${countOf(features, 'number')}, those of ${side} × ${side} pixels.`
    return Number.isNaN(side) ? [] : [{ text: '', side, isMean: false, source }]
  }
  const end = squareSide(features / last.out)
  if (Number.isNaN(end) || convolutions.length > MOST_CONVOLUTIONS) return []
  const guesses: (GeometryGuess & { readonly cost: number })[] = []
  for (const [rank, side] of sides.entries()) {
    const paths = followAll(convolutions, side)
    for (const path of paths.get(end) ?? []) {
      const source = `By usual strides and paddings ${side} × ${side} pixels end as the ${countOf(features, 'feature')} that the first dense layer takes.`
      guesses.push({ text: textOf(path), side, isMean: false, source, cost: path.cost + rank })
    }
    // One feature per channel may also be the channel's mean, whatever the final size.
    if (end !== 1) continue
    for (const path of [...paths].flatMap(([last, ways]) => (last > 1 ? ways : []))) {
      const source = 'The first dense layer takes one number for each channel, its mean, so that any size will do.'
      guesses.push({ text: textOf(path), side, isMean: true, source, cost: path.cost + rank })
    }
  }
  return guesses.sort((a, b) => a.cost - b.cost)
}

function textOf(path: Path): string {
  const steps: ConvolutionStep[] = []
  for (let at: Path | null = path; at !== null; at = at.before) steps.unshift(at.step)
  return geometryText(steps)
}

/** By the final size. */
function followAll(convolutions: readonly NamedLayer[], side: number): Map<number, Path[]> {
  let reached = new Map<number, (Path | null)[]>([[side, [null]]])
  for (const [i, { layer, gap }] of convolutions.entries()) {
    if (layer.type !== 'convolution') continue
    const steps = usualSteps(layer.side, gap, i === convolutions.length - 1)
    const next = new Map<number, Path[]>()
    for (const [now, paths] of reached) {
      for (const { step, cost } of steps) {
        const after = sideAfter(now, step)
        if (after < 1) continue
        const ways = paths.map((before) => ({ step, before, cost: (before?.cost ?? 0) + cost }))
        next.set(after, [...(next.get(after) ?? []), ...ways])
      }
    }
    for (const [after, ways] of next) next.set(after, ways.sort((a, b) => a.cost - b.cost).slice(0, MOST_PATHS))
    reached = next
  }
  return reached as Map<number, Path[]>
}

function sideAfter(before: number, { side, stride, padding, pool }: ConvolutionStep): number {
  const after = Math.floor((before + 2 * padding - side) / stride) + 1
  return pool === null ? after : Math.floor(after / pool)
}

/** How a filter of this size may be applied, and how unusual that is. */
function usualSteps(side: number, gap: number | null, isLast: boolean): { step: ConvolutionStep; cost: number }[] {
  const half = Math.floor(side / 2)
  const strides: readonly (readonly [stride: number, padding: number])[] =
    side % 2 === 1
      ? [
          [1, half],
          [2, half],
          [1, 0],
          [2, 0],
        ]
      : [
          [half, Math.floor(half / 2)],
          [side, 0],
          [2, half - 1],
          [1, 0],
        ]
  const unique = strides.filter(([stride, padding], i) =>
    strides.slice(0, i).every(([other, around]) => other !== stride || around !== padding),
  )
  const pools = usualPools(gap, isLast)
  return unique.flatMap(([stride, padding], i) =>
    pools.map(({ pool, cost }) => ({ step: { side, stride, padding, pool }, cost: i + cost })),
  )
}

/** What parameterless modules may be: an activation, then a pool, and flattening before a dense layer. */
function usualPools(gap: number | null, isLast: boolean): { pool: number | null; cost: number }[] {
  const none = { pool: null, cost: 0 }
  if (gap === null) return [none, { pool: 2, cost: 1 }]
  const others = gap - (isLast ? 2 : 1)
  // One additional module is more often a pool than dropout.
  return others < 1
    ? [none]
    : [
        { pool: 2, cost: 0 },
        { pool: null, cost: 2 },
      ]
}
