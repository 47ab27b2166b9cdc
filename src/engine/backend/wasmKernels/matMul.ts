/**
 * @file A faster matrix product for the wasm backend, on which the gradients of
 * dense layers and attention rest.
 *
 * Its BatchMatMul (tfjs 4.22) calls XNNPACK only for one untransposed product;
 * all others, so every gradient, run in a naive loop: 12 to 20 times the time at 512 × 512.
 */
import * as tf from '../../tf'
import { kernelsInUse } from './loadKernels'
import { describeProduct, isProductBatch } from './matrixProducts'
import { runOnce } from './oneOff'

/** With fewer multiplications the naive loop is faster than separate calls. */
const WORTH_A_CALL = 2 ** 16
/** With fewer in total, copying costs more than the kernels save. */
const WORTH_KERNELS = 2 ** 15

/** Of all products. */
const multiplicationsOf = (a: tf.TensorInfo, b: tf.TensorInfo, isTransposed: boolean): number =>
  Math.max(
    a.shape.slice(0, -2).reduce((x, y) => x * y, 1),
    b.shape.slice(0, -2).reduce((x, y) => x * y, 1),
  ) *
  tf.util.sizeFromShape(a.shape.slice(-2)) *
  (b.shape.at(isTransposed ? -2 : -1) as number)

function transposeLastTwo(x: tf.Tensor): tf.Tensor {
  const axes = x.shape.map((_, axis) => axis)
  return tf.transpose(x, [...axes.slice(0, -2), axes.length - 1, axes.length - 2])
}

/** Product of (batch, m, k) and (batch, k, n) by one XNNPACK call per batch entry. */
function multiplyEach(a: tf.Tensor3D, b: tf.Tensor3D): tf.Tensor {
  const [batch, m, k] = a.shape
  const n = b.shape[2]
  const products: tf.Tensor[] = []
  for (let i = 0; i < batch; i++) {
    const left = tf.reshape(tf.slice(a, [i, 0, 0], [1, m, k]), [m, k])
    const right = tf.reshape(tf.slice(b, [i, 0, 0], [1, k, n]), [k, n])
    products.push(tf.matMul(left as tf.Tensor2D, right as tf.Tensor2D))
  }
  return tf.stack(products)
}

/** Whether both have the same number of matrices, more than one. */
function isPlainBatch(a: tf.TensorInfo, b: tf.TensorInfo): boolean {
  const outer = a.shape.slice(0, -2)
  return tf.util.sizeFromShape(outer) > 1 && tf.util.arraysEqual(outer, b.shape.slice(0, -2))
}

function matMul(a: tf.Tensor, b: tf.Tensor, stock: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor): tf.Tensor {
  if (!isPlainBatch(a, b)) return stock(a, b)
  const [m, k] = a.shape.slice(-2) as [number, number]
  const n = b.shape.at(-1) as number
  const product = multiplyEach(tf.reshape(a, [-1, m, k]), tf.reshape(b, [-1, k, n]))
  return tf.reshape(product, [...a.shape.slice(0, -2), m, n])
}

let isInstalled = false

/** May run before the backend starts; has no effect if it has run. */
export function installWasmMatMul(): void {
  if (isInstalled) return
  const stock = tf.getKernel('BatchMatMul', 'wasm')
  tf.unregisterKernel('BatchMatMul', 'wasm')
  tf.registerKernel({
    // Keeps the stock kernel's set-up, which binds it to the module when the backend starts.
    ...stock,
    kernelFunc: (call) => {
      const { inputs, attrs, backend } = call
      const { a, b } = inputs as unknown as { a: tf.Tensor; b: tf.Tensor }
      const { transposeA, transposeB } = attrs as unknown as { transposeA: boolean; transposeB: boolean }
      const kernels = kernelsInUse()
      if (kernels && isProductBatch(a.shape, b.shape) && multiplicationsOf(a, b, transposeB) >= WORTH_KERNELS) {
        return runOnce(kernels, backend, describeProduct(a, b, [transposeA, transposeB]))
      }
      const multiplications = tf.util.sizeFromShape(a.shape.slice(-2)) * (b.shape.at(transposeB ? -2 : -1) as number)
      // The naive loop reads transposed matrices in place.
      if (isPlainBatch(a, b) && multiplications < WORTH_A_CALL) return stock.kernelFunc(call)
      const untransposed = { transposeA: false, transposeB: false }
      const callStock = (left: tf.Tensor, right: tf.Tensor) => {
        const info = stock.kernelFunc({ inputs: { a: left, b: right }, attrs: untransposed, backend })
        return tf.engine().makeTensorFromTensorInfo(info as tf.TensorInfo)
      }
      return tf.tidy(() =>
        matMul(transposeA ? transposeLastTwo(a) : a, transposeB ? transposeLastTwo(b) : b, callStock),
      )
    },
  })
  isInstalled = true
}
