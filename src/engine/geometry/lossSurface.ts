/** @file The loss on a plane through the image. */
import type { Pixels01 } from '../../units'
import { batchSizeFor } from '../batchSize'
import type { JobControl } from '../jobControl'
import type { AskedModel } from '../quantities/defineQuantity'
import { stepOf } from './directions/stepOf'
import type { LossSurface, SurfaceInput } from './types'

export async function lossSurface(
  asked: AskedModel,
  { along, across, columns, rows }: Pick<SurfaceInput, 'along' | 'across' | 'columns' | 'rows'>,
  control: JobControl,
): Promise<LossSurface> {
  const [right, up] = [await stepOf(asked, along), await stepOf(asked, across)]
  const sizes = [right.size, up.size] as const
  if (sizes.includes(0)) return { sizes, losses: new Float32Array() }
  return { sizes, losses: await lossesOnPlane(asked, [right.change, up.change], { columns, rows }, control) }
}

/**
 * L(x + a u + b v) for every column a and row b, row by row (rows, columns), by forward passes, a batch at a time.
 *
 * @param changes u and v (height, width, 3)
 */
export async function lossesOnPlane(
  { image, losses }: Pick<AskedModel, 'image' | 'losses'>,
  [u, v]: readonly [u: Float32Array, v: Float32Array],
  { columns, rows }: Pick<SurfaceInput, 'columns' | 'rows'>,
  { checkpoint }: JobControl,
): Promise<Float32Array> {
  const { pixels } = image
  const places = rows.flatMap((b) => columns.map((a) => [a, b] as const))
  const found = new Float32Array(places.length)
  const batch = batchSizeFor(image)
  for (let first = 0; first < places.length; first += batch) {
    await checkpoint(first, places.length)
    const members = places.slice(first, first + batch)
    const moved = new Float32Array(members.length * pixels.length)
    for (const [member, [a, b]] of members.entries()) {
      const start = member * pixels.length
      for (const [i, pixel] of pixels.entries()) {
        moved[start + i] = pixel + a * (u[i] as number) + b * (v[i] as number)
      }
    }
    found.set(await losses(moved as Pixels01), first)
  }
  return found
}
