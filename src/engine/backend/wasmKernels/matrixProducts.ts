/** @file Matrix products by the kernels of this folder: of dense layers, of attention, and of all their gradients. */
import { largestOf } from '../../../numbers/extremes'
import * as tf from '../../tf'
import type { OneOff } from './oneOff'
import { packedLength, packedOf, packingOperation, planesOperation } from './operations/arranging'
import { convolutionOperations } from './operations/convolution'
import { type ProductShape, productsOperation } from './operations/products'

/** Whether two factors form a batch of products, possibly with one shared factor. */
export function isProductBatch(left: readonly number[], right: readonly number[]): boolean {
  const [a, b] = [left.slice(0, -2), right.slice(0, -2)]
  const count = (outer: readonly number[]) => tf.util.sizeFromShape([...outer])
  return count(a) === 1 || count(b) === 1 || tf.util.arraysEqual([...a], [...b])
}

/** Of factors for which `isProductBatch` holds. */
export function describeProduct(
  left: tf.TensorInfo,
  right: tf.TensorInfo,
  transposed: readonly [boolean, boolean],
): OneOff {
  const [rows, columns] = left.shape.slice(-2) as [number, number]
  const [m, k] = transposed[0] ? [columns, rows] : [rows, columns]
  const n = right.shape.at(transposed[1] ? -2 : -1) as number
  const outer = left.shape.length >= right.shape.length ? left.shape.slice(0, -2) : right.shape.slice(0, -2)
  const counts = [left, right].map(({ shape }) => tf.util.sizeFromShape(shape.slice(0, -2))) as [number, number]
  const count = largestOf(counts)
  const wider = counts[0] >= counts[1] ? left.shape.slice(0, -2) : right.shape.slice(0, -2)
  const outShape = [...(count > 1 ? wider : outer), m, n]
  const shape: ProductShape = { transposed, m, k, n }
  return count === 1 ? oneProduct(left, right, outShape, shape) : manyProducts(left, right, outShape, shape, counts)
}

/** As a convolution of single pixels, which is divided into units. */
function oneProduct(
  left: tf.TensorInfo,
  right: tf.TensorInfo,
  outShape: number[],
  { transposed, m, k, n }: ProductShape,
): OneOff {
  const factor = (values: number) => ({
    ...{ values, taps: 1, depth: k, columns: n },
    steps: transposed[1] ? ([0, 1, k] as const) : ([0, n, 1] as const),
  })
  return {
    inputs: [left, right],
    outShape,
    channels: n,
    temporaries: [packedLength(factor(0)), transposed[0] ? m * k : 0],
    operations({ inputs, temporaries, result, zeros }) {
      const [leftAt, rightAt] = inputs as [number, number]
      const [weights, turned] = temporaries as [number, number]
      const turn = transposed[0]
        ? [
            planesOperation(
              leftAt,
              { images: 1, size: [1, k, m], padding: [0, 0], paddedHeight: 1, paddedWidth: k, stride: 1 },
              turned,
            ),
          ]
        : []
      const source = {
        ...{ values: transposed[0] ? turned : leftAt, weights, packed: packedOf(factor(0)), size: [1, m, k] as const },
        ...{ filter: { rows: 1, columns: 1 }, stride: 1, dilation: 1, padding: [0, 0] as const, isTransposed: false },
      }
      return [
        ...turn,
        packingOperation(factor(rightAt), weights),
        ...convolutionOperations(
          { images: 1, size: [1, m, n], form: 'wide', sources: [source], bias: zeros, zeros },
          { result },
        ),
      ]
    },
  }
}

function manyProducts(
  left: tf.TensorInfo,
  right: tf.TensorInfo,
  outShape: number[],
  shape: ProductShape,
  counts: readonly [number, number],
): OneOff {
  const { m, k, n } = shape
  const steps = [counts[0] === 1 ? 0 : m * k, counts[1] === 1 ? 0 : k * n] as const
  return {
    inputs: [left, right],
    outShape,
    channels: n,
    temporaries: [],
    operations: ({ inputs, result, zeros }) => [
      productsOperation(
        { left: inputs[0] as number, right: inputs[1] as number },
        shape,
        largestOf(counts),
        steps,
        zeros,
        result,
      ),
    ],
  }
}
