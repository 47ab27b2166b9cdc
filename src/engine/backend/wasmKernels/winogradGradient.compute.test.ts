import { beforeAll, expect, it } from 'vitest'
import { seededUnit } from '../../../testing/seededValues'
import { Kernels } from './kernels'
import { type FilterGradientShape, filterGradientOperations } from './operations/filterGradient'
import { isForWinograd, winogradGradientOperations, winogradWorkspace } from './operations/winogradGradient'

let kernels: Kernels
beforeAll(async () => {
  kernels = await Kernels.start('plain')
})

const SHAPES: readonly (Pick<FilterGradientShape, 'images' | 'size' | 'outSize' | 'padding'> & { what: string })[] = [
  { what: 'as large as the image', images: 2, size: [8, 8, 16], outSize: [8, 8, 16], padding: [1, 1] },
  { what: 'of odd sides', images: 3, size: [7, 5, 16], outSize: [7, 5, 24], padding: [1, 1] },
  { what: 'within the image', images: 2, size: [7, 6, 24], outSize: [5, 4, 16], padding: [0, 0] },
  { what: 'wider than the image', images: 1, size: [4, 5, 16], outSize: [6, 7, 16], padding: [2, 2] },
  { what: 'of four channels left', images: 2, size: [4, 6, 28], outSize: [4, 6, 16], padding: [1, 1] },
  { what: 'of two channels left', images: 2, size: [4, 6, 20], outSize: [4, 6, 40], padding: [1, 1] },
  { what: 'in several chunks', images: 5, size: [24, 20, 32], outSize: [24, 20, 32], padding: [1, 1] },
]

/** By the sums themselves, in float64. */
function expected({ images, size, outSize, padding }: FilterGradientShape, x: Float32Array, dy: Float32Array) {
  const [height, width, inChannels] = size
  const [outHeight, outWidth, outChannels] = outSize
  const sums = new Float64Array(9 * inChannels * outChannels)
  for (let place = 0; place < images * outHeight * outWidth; place++) {
    const column = place % outWidth
    const row = Math.floor(place / outWidth) % outHeight
    const image = Math.floor(place / outWidth / outHeight)
    for (let tap = 0; tap < 9; tap++) {
      const y = row + Math.floor(tap / 3) - padding[0]
      const at = column + (tap % 3) - padding[1]
      if (y < 0 || y >= height || at < 0 || at >= width) continue
      for (let i = 0; i < inChannels; i++) {
        const value = x[((image * height + y) * width + at) * inChannels + i] as number
        const to = (tap * inChannels + i) * outChannels
        for (let o = 0; o < outChannels; o++) {
          sums[to + o] = (sums[to + o] as number) + value * (dy[place * outChannels + o] as number)
        }
      }
    }
  }
  return sums
}

it.each(SHAPES)('gradients at filters by tiles are the sums of products: $what', ({ what, ...given }) => {
  const shape: FilterGradientShape = { ...given, filter: { rows: 3, columns: 3 }, stride: 1 }
  expect(isForWinograd(shape)).toBe(true)
  const { heap } = kernels
  const values = (name: string, [height, width, channels]: FilterGradientShape['size']) =>
    seededUnit(`${what} ${name}`, shape.images * height * width * channels).map((value) => 2 * value - 1)
  const [x, dy] = [values('x', shape.size), values('dy', shape.outSize)]
  const sums = expected(shape, x, dy)
  const most = sums.reduce((largest, sum) => Math.max(largest, Math.abs(sum)), 0)
  const places = { values: heap.store(x), gradient: heap.store(dy) }
  const [workspace, result] = [heap.allocate(winogradWorkspace(shape) * 4), heap.allocate(sums.length * 4)]
  // What memory held before must not matter.
  heap.floats(workspace, winogradWorkspace(shape)).fill(Number.NaN)
  heap.floats(result, sums.length).fill(Number.NaN)
  const errorOf = (times: number) =>
    heap.floats(result, sums.length).reduce((worst, value, i) => {
      return Math.max(worst, Math.abs(value - times * (sums[i] as number)))
    }, 0) / most
  const own = (isAdded: boolean) => winogradGradientOperations(shape, places, { workspace, result }, isAdded)
  kernels.runNow(own(false))
  expect(errorOf(1)).toBeLessThan(5e-6)
  kernels.runNow(own(true))
  expect(errorOf(2)).toBeLessThan(1e-5)
  kernels.runNow(filterGradientOperations(shape, places, result, true))
  expect(errorOf(3)).toBeLessThan(1.5e-5)
  for (const address of [...Object.values(places), workspace, result]) heap.release(address)
})

it.each([
  { what: 'strides', change: { stride: 2 } },
  { what: 'one tap', change: { filter: { rows: 1, columns: 1 } } },
  { what: 'few channels', change: { size: [8, 8, 8] } },
  { what: 'channels beside the tiles', change: { outSize: [8, 8, 18] } },
])('gradients at filters of $what are not for tiles', ({ change }) => {
  const shape = { images: 1, size: [8, 8, 16], outSize: [8, 8, 16], filter: { rows: 3, columns: 3 }, stride: 1 }
  expect(isForWinograd({ ...shape, padding: [1, 1], ...change } as unknown as FilterGradientShape)).toBe(false)
})
