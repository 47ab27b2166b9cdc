/** @file How strongly the loss bends along a straight line from the image. */
import type { Pixels01 } from '../../units'
import type { JobControl } from '../jobControl'
import { CURVATURE_ITERATIONS, curvatureFrom, curvatureStart } from '../quantities/curvature'
import type { AskedModel } from '../quantities/defineQuantity'
import type { AskInput } from '../types'
import { stepOf } from './directions/stepOf'
import { imagesAlong } from './lossAlong'
import type { AlongInput, CurvatureAlong } from './types'

/** What asks a model: the engine. */
export interface AskingModels {
  readonly ask: (input: AskInput, control: JobControl, beforeProducts: () => Promise<void>) => Promise<AskedModel>
}

/** Reports progress in products with the Hessian. */
export async function curvatureAlongOf(models: AskingModels, input: AlongInput, { checkpoint }: JobControl) {
  const expected = input.places.length * (CURVATURE_ITERATIONS + 1)
  let computed = 0
  const asked = await models.ask(input, { checkpoint }, () => checkpoint(computed, expected))
  const counted: AskedModel = {
    ...asked,
    async hessianProduct(direction, pixels) {
      const product = await asked.hessianProduct(direction, pixels)
      computed++
      return product
    },
  }
  return curvatureAlong(counted, input)
}

export async function curvatureAlong(
  asked: AskedModel,
  { direction, places }: Pick<AlongInput, 'direction' | 'places'>,
): Promise<CurvatureAlong> {
  const { change, size } = await stepOf(asked, direction)
  if (size === 0) return { curvatures: new Float32Array() }
  return { curvatures: await curvaturesAt(asked, imagesAlong(asked.image.pixels, change, places)) }
}

/**
 * Normalised curvature of each image (N): power iterations side by side, whose products with the Hessian are computed
 * together.
 *
 * @param pixels (N, height, width, 3)
 * @param start (height, width, 3)
 */
export async function curvaturesAt(
  asked: Pick<AskedModel, 'image' | 'gradient' | 'hessianProduct'>,
  pixels: Pixels01,
  start: Float32Array = curvatureStart(asked.image),
): Promise<Float32Array> {
  const size = asked.image.pixels.length
  const images = Array.from({ length: pixels.length / size }, (_, place) =>
    pixels.slice(place * size, (place + 1) * size),
  )
  const found = await Promise.all(images.map((image) => curvatureFrom(asked, start, image as Pixels01)))
  return Float32Array.from(found, ({ normalised }) => normalised)
}
