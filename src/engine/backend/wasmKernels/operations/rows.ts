/** @file Operations on values one by one, or row by row. */
import { Float, type Operation, operation, rowsPerUnit, type Target } from './operation'

/** Of `rows` by `channels` values, in all images. */
interface Rows {
  readonly values: number
  readonly rows: number
  readonly channels: number
}

/** x * scale + shift, by addresses of which 0 is none; the shift is (shiftRows, channels), for the rows in turn. */
export function pointwiseOperation(
  { values, rows, channels }: Rows,
  by: { readonly scale: number; readonly shift: number; readonly shiftRows: number },
  target: Target,
): Operation {
  const perUnit = rowsPerUnit(rows)
  const fields = [values, rows, channels, perUnit, by.scale, by.shift, by.shiftRows]
  return operation('pointwise', Math.ceil(rows / perUnit), target, fields)
}

export interface GatherShape {
  readonly values: number
  readonly images: number
  /** Rows of the result in one image, and of what they are taken from. */
  readonly rows: number
  readonly fromRows: number
  readonly rowLength: number
  /** Address of int32 (rows): the source row of each row; -1 means zeros. */
  readonly order: number
  /** Address of (rows, rowLength), added; 0: none. */
  readonly fill: number
}

export function gatherOperation(shape: GatherShape, target: Target): Operation {
  const { values, images, rows, fromRows, rowLength, order, fill } = shape
  const perUnit = rowsPerUnit(rows)
  const unitsPerImage = Math.ceil(rows / perUnit)
  const fields = [values, images, rows, fromRows, rowLength, perUnit, unitsPerImage, order, fill]
  return operation('gather', images * unitsPerImage, target, fields)
}

export interface CentringShape {
  readonly pixels: number
  readonly images: number
  readonly size: readonly [height: number, width: number, channels: number]
  readonly padding: { readonly top: number; readonly left: number; readonly bottom: number; readonly right: number }
  /** Address of (channels). */
  readonly mean: number
}

/** The size of pixels with zeros around them. */
export function paddedSize({
  size,
  padding,
}: Pick<CentringShape, 'size' | 'padding'>): readonly [number, number, number] {
  const [height, width, channels] = size
  return [height + padding.top + padding.bottom, width + padding.left + padding.right, channels]
}

export function centringOperation(shape: CentringShape, result: number): Operation {
  const { pixels, images, size, padding, mean } = shape
  const [paddedHeight, paddedWidth] = paddedSize(shape)
  const fields = [pixels, images, ...size, padding.top, padding.left, paddedHeight, paddedWidth, mean]
  return operation('centring', images * paddedHeight, { result }, fields)
}

/** @param scales address of (rows), written */
export function layerNormOperation({ values, rows, channels }: Rows, epsilon: number, scales: number, target: Target) {
  const perUnit = rowsPerUnit(rows)
  const fields = [values, rows, channels, perUnit, new Float(epsilon), scales]
  return operation('layerNorm', Math.ceil(rows / perUnit), target, fields)
}

/** `values` are the gradient at what the norm gave, which is `normed`. */
export function layerNormBackOperation(
  { values, rows, channels }: Rows,
  { normed, scales }: { readonly normed: number; readonly scales: number },
  target: Target,
): Operation {
  const perUnit = rowsPerUnit(rows)
  return operation('layerNormBack', Math.ceil(rows / perUnit), target, [
    values,
    normed,
    scales,
    rows,
    channels,
    perUnit,
  ])
}
