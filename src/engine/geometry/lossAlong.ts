/** @file The loss and its slope along a straight line from the image. */
import type { Pixels01 } from '../../units'
import { l1Norm } from '../gradients/norms'
import type { AskedModel } from '../quantities/defineQuantity'
import { stepOf } from './directions/stepOf'
import type { AlongInput, LossAlong } from './types'

export async function lossAlong(asked: AskedModel, { direction, places }: Pick<AlongInput, 'direction' | 'places'>) {
  const { change, size } = await stepOf(asked, direction)
  return {
    size,
    label: asked.label,
    ...(size === 0 ? NOTHING : await measureAlong(asked, change, places)),
  } satisfies LossAlong
}

const NOTHING = { losses: new Float32Array(), l1: new Float32Array(), slope: 0 }

/** @param change from t = 0 to t = 1 (height, width, 3) */
export async function measureAlong(
  asked: Pick<AskedModel, 'image' | 'gradient' | 'gradients'>,
  change: Float32Array,
  places: readonly number[],
): Promise<Omit<LossAlong, 'size' | 'label'>> {
  const { pixels } = asked.image
  const own = await asked.gradient('loss')
  const { values, gradients } = await asked.gradients('loss', imagesAlong(pixels, change, places))
  const l1 = places.map((_, place) => l1Norm(gradients.subarray(place * pixels.length, (place + 1) * pixels.length)))
  let slope = 0
  for (const [i, value] of change.entries()) slope += value * (own[i] as number)
  return { losses: values, l1: Float32Array.from(l1), slope }
}

/** x + t d for every t, one after another (places, height, width, 3). */
export function imagesAlong(pixels: Pixels01, change: Float32Array, places: readonly number[]): Pixels01 {
  const all = new Float32Array(places.length * pixels.length)
  for (const [place, share] of places.entries()) {
    const start = place * pixels.length
    for (const [i, pixel] of pixels.entries()) all[start + i] = pixel + share * (change[i] as number)
  }
  return all as Pixels01
}
