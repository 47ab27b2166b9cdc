/** @file Layers by the fused kernels of wasm and by a composition of tfjs's ops, forward and back to the pixels. */
import { fuseNetwork } from '../engine/fused/fuseNetwork'
import type { Size, Value } from '../engine/fused/network'
import type { NetworkBuilder } from '../engine/fused/networkBuilder'
import * as tf from '../engine/tf'
import { expectClose } from './allclose'
import { prepareBackend } from './backends'
import { uniform } from './finiteDifferences'

const TOLERANCE = 2e-5
const CLASSES = 10
const [MEAN, STD] = [0.4, 0.3]

export interface LayerCase {
  readonly size: Size
  /** Images of the batch. */
  readonly count?: number
  readonly build: (network: NetworkBuilder, x: Value) => Value
  readonly compose: (x: tf.Tensor4D) => tf.Tensor4D
}

/** StoredParameters are made where they are used: a tensor belongs to a backend. */
export const parameter = (shape: number[], seed: number) => uniform(shape, -0.5, 0.5, seed) as never

/** Of the pixels, through the case's layers and a last dense layer of all that they give. */
function through({ size, count = 2, build, compose }: LayerCase) {
  const pixels = () => uniform([count, ...size], 0, 1, 7) as tf.Tensor4D
  const atLogits = () => uniform([count, CLASSES], -1, 1, 8) as tf.Tensor2D
  const normalisation = { mean: Array(size[2]).fill(MEAN), std: Array(size[2]).fill(STD) }
  const last = ([height, width, channels]: Size) => parameter([height, width, channels, CLASSES], 9)
  return {
    fused() {
      const network = fuseNetwork(
        (builder) => {
          const result = build(builder, builder.pixels)
          return builder.convolution(result, { filter: last(result.size) })
        },
        size,
        normalisation,
      )
      if (network === null) throw new Error('There is no kernel for it.')
      const found = tf.tidy(() => {
        const pass = network.forward(pixels())
        return [pass.logits, pass.backward(atLogits())]
      })
      network.dispose()
      return found
    },
    composed: () =>
      tf.tidy(() => {
        const logits = (x: tf.Tensor) => {
          const result = compose(tf.div(tf.sub(x, MEAN), STD) as tf.Tensor4D)
          const [, height, width, channels] = result.shape
          const filter = tf.reshape(last([height, width, channels]), [-1, CLASSES])
          return tf.matMul(tf.reshape(result, [count, -1]), filter) as tf.Tensor2D
        }
        const gradient = tf.grad((x) => tf.sum(tf.mul(logits(x), atLogits())))
        return [logits(pixels()), gradient(pixels())]
      }),
  }
}

export async function expectSameLayer(one: LayerCase): Promise<void> {
  const { fused, composed } = through(one)
  await prepareBackend('cpu')
  const expected = await read(composed())
  await prepareBackend('wasm')
  const actual = await read(fused())
  for (const [i, values] of expected.entries()) expectClose(actual[i] as Float32Array, values, TOLERANCE)
}

async function read(tensors: tf.Tensor[]): Promise<Float32Array[]> {
  const values = await Promise.all(tensors.map((tensor) => tensor.data<'float32'>()))
  tf.dispose(tensors)
  return values
}
