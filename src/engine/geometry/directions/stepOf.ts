import type { NormId } from '../../attacks/norms/descriptions'
import type { AskedModel } from '../../quantities/defineQuantity'
import type { DirectionChoice } from '../types'
import { DIRECTIONS, type DirectionId } from './registry'

export interface DirectionStep {
  /** From t = 0 to t = 1 (height, width, 3), on pixels in [0, 1]. */
  readonly change: Float32Array
  /** Of the change, in the norm that was asked for; 0 where there is no such direction. */
  readonly size: number
}

/** @throws RangeError in one sentence, of a direction that is unknown */
export async function stepOf(
  { image, gradient }: Pick<AskedModel, 'image' | 'gradient'>,
  { id, norm, epsilon, seed, attacked }: DirectionChoice,
): Promise<DirectionStep> {
  const direction = DIRECTIONS[id] as (typeof DIRECTIONS)[DirectionId] | undefined
  if (direction === undefined) {
    throw new RangeError(`The direction "${id}" is unknown; ask for one of ${Object.keys(DIRECTIONS).join(', ')}.`)
  }
  const course = await direction.course({ image, gradient: () => gradient('loss'), attacked, seed })
  const length = sizeIn(norm, course)
  if (!direction.isScaled || length === 0) return { change: course, size: length }
  const by = epsilon / length
  return { change: course.map((value) => value * by), size: epsilon }
}

/** Of a change of an image, summed in float64. */
function sizeIn(norm: NormId, values: Float32Array): number {
  const sizes = { linf: 0, l1: 0, l2: 0 }
  for (const value of values) {
    sizes.linf = Math.max(sizes.linf, Math.abs(value))
    sizes.l1 += Math.abs(value)
    sizes.l2 += value * value
  }
  return norm === 'l2' ? Math.sqrt(sizes.l2) : sizes[norm]
}
