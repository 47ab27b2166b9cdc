/**
 * @file Units as types, so that a value in one unit cannot be passed where
 * another is expected: the normalisation bug and the "8 or 8/255" bug do not
 * compile.
 */

declare const unit: unique symbol
type In<Value, Unit extends string> = Value & { readonly [unit]: Unit }

/** An attack's size k, meaning k/255 of the pixel range. This is what people read and type. */
export type Eps255 = In<number, 'Eps255'>

/** An attack's size or step in the pixel range [0, 1]. This is what the engine computes with. */
export type Eps01 = In<number, 'Eps01'>

/** Red, green and blue of every pixel, row by row (height, width, 3), each in [0, 1]. */
export type Pixels01 = In<Float32Array, 'Pixels01'>

export const eps255 = (value: number): Eps255 => value as Eps255
export const toEps01 = (epsilon: Eps255): Eps01 => (epsilon / 255) as Eps01

/** Types values as pixels. Throws if a value is outside [0, 1] or not a number. */
export function pixels01(values: Float32Array): Pixels01 {
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number
    if (!(value >= 0 && value <= 1)) {
      throw new RangeError(`pixel ${i} is ${value}; pixels must lie in [0, 1], so divide 8-bit values by 255`)
    }
  }
  return values as Pixels01
}

/** An image at a model's input size. */
export interface PixelImage {
  readonly pixels: Pixels01
  readonly height: number
  readonly width: number
}
