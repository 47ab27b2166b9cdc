/** @file What the recognition of several families shares: reading a checkpoint's shapes, and the words for what stays open. */
import { ACTIVATION_NAMES, ACTIVATION_TITLES, type ActivationName } from './activationNames'
import type { OpenSetting } from './recognised'
import { AS_HERE, type Spelling } from './spelling'
import type { ParameterShapes } from './types'

/** Shapes by the names that the code here uses, whatever their source calls them. */
export interface SeenShapes {
  readonly has: (name: string) => boolean
  /** The length of one axis; NaN where there is no such tensor or axis, which no setting can be. */
  readonly side: (name: string, axis: number) => number
  readonly rank: (name: string) => number
  /** How many of nameOf(0), nameOf(1), ... there are. */
  readonly count: (nameOf: (index: number) => string) => number
}

/** No family has more blocks in a row. */
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

/** Stage by stage, how many blocks there are. */
export const countBlocks = (
  { count }: SeenShapes,
  nameOf: (stage: number, block: number) => string,
): { depths: number[] } => ({
  depths: Array.from({ length: count((stage) => nameOf(stage, 0)) }, (_, stage) =>
    count((block) => nameOf(stage, block)),
  ),
})

/** The activation that shapes never tell, the family's usual one first. */
export const openActivation = (usual: ActivationName, source: string): OpenSetting => ({
  field: 'activation',
  label: 'Activation',
  options: ACTIVATION_TITLES,
  values: [usual, ...ACTIVATION_NAMES.filter((name) => name !== usual)],
  source,
})

/** Of the images that a first layer takes. Where there are others than these, no settings fit. */
export const channelsTaken = ({ side }: SeenShapes, firstLayer: string): 1 | 3 => side(firstLayer, 1) as 1 | 3

/** A square's side, of how many values lie in it; NaN where they make no square. */
export function squareSide(values: number): number {
  const side = Math.round(Math.sqrt(values))
  return side ** 2 === values && side > 0 ? side : Number.NaN
}
