/** @file The gradient at a convolution's filter: for each tap, the product of its inputs with the output's gradient. */
import type { PlanesShape } from './arranging'
import { type Operation, operation } from './operation'

export interface FilterGradientShape {
  /** The layout of `planes`. */
  readonly planes: PlanesShape
  /** Of what the convolution gave. */
  readonly outSize: readonly [height: number, width: number, channels: number]
  readonly filter: { readonly rows: number; readonly columns: number }
}

/** Addresses: images channel by channel, the gradient packed to panels of eight channels, and eight zeros for each panel. */
interface Places {
  readonly planes: number
  readonly gradient: number
  readonly zeros: number
}

/** As in assembly/convolution.ts and assembly/tile.ts. */
const TILE_ROWS = 6
const LANES = 8
const stepBytes = 12 + 4 * TILE_ROWS
const OVERHEAD = 192 + 40

/** The words of a convolution whose places are the channels that the filter reads, and whose sums go over places. */
export function filterGradientOperations(shape: FilterGradientShape, places: Places, result: number): Operation[] {
  const { planes, outSize, filter } = shape
  const { images, size, paddedHeight, paddedWidth, stride } = planes
  const [inChannels, [outHeight, outWidth, outChannels]] = [size[2], outSize]
  const plane = images * paddedHeight * paddedWidth * 4
  const panels = Math.ceil(outChannels / LANES)
  const steps = images * outHeight
  const tiles = Math.ceil(inChannels / TILE_ROWS)
  const panelGroups = Math.min(panels, Math.max(1, Math.ceil(12 / tiles)))
  const panelsPerUnit = Math.ceil(panels / panelGroups)
  const operations: Operation[] = []
  for (let row = 0; row < filter.rows; row++) {
    for (let column = 0; column < filter.columns; column++) {
      const first = (column % stride) * (paddedWidth / stride) + Math.floor(column / stride)
      const fields = new Array<number>(18 + 11 + 3 * steps)
      const head = [
        ...[0, inChannels, 1, inChannels, outChannels * 4, 0, 0, outChannels, panels],
        ...[1, tiles, panelsPerUnit, places.zeros, places.zeros, panels, 0, steps, 1],
        ...[places.planes + first * 4, images * paddedHeight, inChannels, plane, paddedWidth * 4, 0],
        ...[1, 1, outWidth, steps * outWidth * LANES * 4, steps],
      ]
      for (const [i, word] of head.entries()) fields[i] = word
      for (let step = 0; step < steps; step++) {
        const image = Math.floor(step / outHeight)
        const at = head.length + 3 * step
        fields[at] = image * paddedHeight + (step - image * outHeight) * stride + row
        fields[at + 1] = 0
        fields[at + 2] = places.gradient + step * outWidth * LANES * 4
      }
      const tap = row * filter.columns + column
      operations.push(
        operation(
          'convolution',
          tiles * Math.ceil(panels / panelsPerUnit),
          { result: result + tap * inChannels * outChannels * 4 },
          fields,
          OVERHEAD + steps * stepBytes,
        ),
      )
    }
  }
  return operations
}
