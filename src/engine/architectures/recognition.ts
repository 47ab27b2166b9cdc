/** @file Shared parts of recognition: reading a checkpoint's shapes, and open settings. */
import { ACTIVATION_NAMES, ACTIVATION_TITLES, type ActivationName } from './activationNames'
import type { OpenSetting } from './recognised'
import { AS_HERE, type Spelling } from './spelling'
import type { ParameterShapes } from './types'

/** Shapes by the names used in the code, whatever their source calls them. */
export interface SeenShapes {
  readonly has: (name: string) => boolean
  /** The length of an axis; NaN, which no setting accepts, without such a tensor or axis. */
  readonly side: (name: string, axis: number) => number
  readonly rank: (name: string) => number
  /** The number of consecutive names nameOf(0), nameOf(1), ... that exist. */
  readonly count: (nameOf: (index: number) => string) => number
}

/** No family has more consecutive blocks. */
const MOST_BLOCKS = 512

export function seenShapes(shapes: ParameterShapes, spelling: Spelling = AS_HERE): SeenShapes {
  const find = (name: string) => shapes.get(spelling(name))
  const has = (name: string) => find(name) !== undefined
  return {
    has,
    side: (name, axis) => find(name)?.[axis] ?? Number.NaN,
    rank: (name) => find(name)?.length ?? Number.NaN,
    count(nameOf) {
      let count = 0
      while (count < MOST_BLOCKS && has(nameOf(count))) count++
      return count
    },
  }
}

/** The number of blocks per stage. */
export const countBlocks = (
  { count }: SeenShapes,
  nameOf: (stage: number, block: number) => string,
): { depths: number[] } => ({
  depths: Array.from({ length: count((stage) => nameOf(stage, 0)) }, (_, stage) =>
    count((block) => nameOf(stage, block)),
  ),
})

/** The activation, which shapes never determine; the family's usual one first. */
export const openActivation = (usual: ActivationName, source: string): OpenSetting => ({
  field: 'activation',
  label: 'Activation',
  options: ACTIVATION_TITLES,
  values: [usual, ...ACTIVATION_NAMES.filter((name) => name !== usual)],
  source,
})

/** Channels of the images that a first layer takes. No settings accept other numbers. */
export const channelsTaken = ({ side }: SeenShapes, firstLayer: string): 1 | 3 => side(firstLayer, 1) as 1 | 3

/** The side of a square with that many values; NaN if there is none. */
export function squareSide(values: number): number {
  const side = Math.round(Math.sqrt(values))
  return side ** 2 === values && side > 0 ? side : Number.NaN
}
