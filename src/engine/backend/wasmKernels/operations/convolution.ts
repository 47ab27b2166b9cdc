/** @file Sums of convolutions as operations: which places their taps reach, and how the work is divided. */
import type { FilterShape, Packed } from './filters'
import { type Operation, operation, type Target } from './operation'

/** As in assembly/convolution.ts and assembly/tile.ts. */
const FORMS = {
  wide: { id: 0, rows: 6, lanes: 8 },
  narrow: { id: 1, rows: 8, lanes: 4 },
  depthwise: { id: 2, rows: 6, lanes: 8 },
} as const
export type Form = keyof typeof FORMS

const SUMS_BYTES = 192
const HEAD_BYTES = 40
const stepBytes = (form: Form): number => 12 + 4 * FORMS[form].rows

/** Channels of a panel. */
export const lanesOf = (form: Form): number => FORMS[form].lanes

/** The form of tiles for results with that many channels. */
export function formFor(channels: number, isDepthwise: boolean): Form {
  if (isDepthwise) return 'depthwise'
  return channels <= FORMS.narrow.lanes ? 'narrow' : 'wide'
}

/** Memory for the tables of a unit: half of a core's first-level cache. */
const TABLES_BYTES = 2 ** 14
/** Tiles of a unit share the panel's weights. */
const MAX_TILES = 16
/** Enough that every thread has work until the end. */
const LEAST_UNITS = 12

type Size = readonly [height: number, width: number, channels: number]

export interface TapSource {
  /** Addresses. */
  readonly values: number
  readonly weights: number
  readonly packed: Packed
  readonly size: Size
  readonly filter: Pick<FilterShape, 'rows' | 'columns'>
  readonly stride: number
  readonly dilation: number
  /** Before the first row and column. */
  readonly padding: readonly [top: number, left: number]
  readonly isTransposed: boolean
}

export interface ConvolutionGeometry {
  readonly images: number
  /** Of the result. */
  readonly size: Size
  readonly form: Form
  readonly sources: readonly TapSource[]
  /** Address of one value per channel, padded to whole panels. */
  readonly bias: number
  /** Address of zeros, as many as a pixel of any source has values. */
  readonly zeros: number
}

interface Tap {
  readonly row: number
  readonly column: number
  readonly weights: number
}

/**
 * One operation; transposed with a stride, one for each phase: rows (columns) of the result whose numbers leave the same
 * remainder, which the same taps reach.
 */
export function convolutionOperations(shape: ConvolutionGeometry, target: Target): Operation[] {
  const { size, sources } = shape
  const step = sources.reduce((common, { stride, isTransposed }) => {
    return isTransposed ? leastMultiple(common, stride) : common
  }, 1)
  const phases = Array.from({ length: step * step }, (_, i) => [Math.floor(i / step), i % step] as const)
  return phases
    .filter(([row, column]) => row < size[0] && column < size[1])
    .map((phase) => phaseOperation(shape, target, step, phase))
}

const leastMultiple = (a: number, b: number): number => {
  let multiple = a
  while (multiple % b !== 0) multiple += a
  return multiple
}

/** Where a tap is in the source for the first place of a phase, along one axis; null if it reaches no place. */
function reach(source: TapSource, tap: number, padding: number, phase: number): number | null {
  const { stride, dilation, isTransposed } = source
  if (!isTransposed) return tap * dilation - padding + phase * stride
  const from = phase + padding - tap * dilation
  return from % stride === 0 ? from / stride : null
}

function tapsOf(source: TapSource, form: Form, [phaseRow, phaseColumn]: readonly [number, number]): Tap[] {
  const { filter, padding, packed, weights } = source
  const tapBytes = packed.depth * FORMS[form].lanes * 4
  const count = filter.rows * filter.columns
  // A transposed filter is stored in reverse: in the order of its taps along a row of the source.
  const isReversed = source.isTransposed && form !== 'depthwise'
  const taps: Tap[] = []
  for (let place = 0; place < count; place++) {
    const tap = isReversed ? count - 1 - place : place
    const row = reach(source, Math.floor(tap / filter.columns), padding[0], phaseRow)
    const column = reach(source, tap % filter.columns, padding[1], phaseColumn)
    if (row === null || column === null) continue
    taps.push({ row, column, weights: weights + place * tapBytes })
  }
  return taps
}

function phaseOperation(
  { images, size, form, sources, bias, zeros }: ConvolutionGeometry,
  target: Target,
  step: number,
  phase: readonly [number, number],
): Operation {
  const [height, width, channels] = size
  const { id, rows, lanes } = FORMS[form]
  const grid = [Math.ceil((height - phase[0]) / step), Math.ceil((width - phase[1]) / step)] as const
  const first = (phase[0] * width + phase[1]) * channels * 4
  const taps = sources.map((source) => tapsOf(source, form, phase))
  const maxSteps = taps.reduce((sum, { length }) => sum + length, 0)
  const places = images * grid[0] * grid[1]
  const { packed } = sources[0] as TapSource
  const cut = cutWork(Math.ceil(places / rows), packed.panels, HEAD_BYTES + maxSteps * stepBytes(form))
  const groupStep = form === 'depthwise' ? lanes * 4 : packed.depth * 4
  const moved = (address: number | undefined) => (address ? address + first : 0)
  return operation(
    'convolution',
    cut.tileBlocks * Math.ceil(packed.panels / cut.panelsPerUnit),
    {
      ...target,
      result: target.result + first,
      addend: moved(target.addend),
      factor: moved(target.factor),
      slopes: moved(target.slopes),
      curvatures: moved(target.curvatures),
      product: moved(target.product),
      after: moved(target.after),
    },
    [
      ...[id, places, ...grid],
      ...[step * channels * 4, step * width * channels * 4, height * width * channels * 4],
      ...[channels, packed.panels, cut.tilesPerUnit, cut.tileBlocks, cut.panelsPerUnit],
      ...[bias, zeros, packed.panelsPerGroup, groupStep, maxSteps, sources.length],
      ...sources.flatMap((source, i) => sourceWords(source, form, step, taps[i] as Tap[])),
    ],
    SUMS_BYTES + cut.tilesPerUnit * (HEAD_BYTES + maxSteps * stepBytes(form)),
  )
}

function sourceWords(source: TapSource, form: Form, step: number, taps: readonly Tap[]): number[] {
  const { size, filter, packed, stride, isTransposed } = source
  const [height, width, channels] = size
  const pixelBytes = channels * 4
  const across = isTransposed ? step / stride : stride * step
  const panelBytes = filter.rows * filter.columns * packed.depth * FORMS[form].lanes * 4
  return [
    ...[source.values, height, width, pixelBytes, width * pixelBytes, height * width * pixelBytes],
    ...[across, across, packed.depth, panelBytes, taps.length],
    ...taps.flatMap(({ row, column, weights }) => [row, column, weights]),
  ]
}

/** The number of tiles and panels per unit, on which no result depends. */
function cutWork(tiles: number, panels: number, tableBytes: number) {
  const most = Math.min(MAX_TILES, Math.max(1, Math.floor(TABLES_BYTES / tableBytes)))
  const tilesPerUnit = Math.min(most, Math.max(1, Math.ceil(tiles / LEAST_UNITS)))
  const tileBlocks = Math.ceil(tiles / tilesPerUnit)
  const panelGroups = Math.min(panels, Math.ceil(LEAST_UNITS / tileBlocks))
  return { tilesPerUnit, tileBlocks, panelsPerUnit: Math.ceil(panels / panelGroups) }
}
