/** @file A small network for tests of fused kernels, and the usual parts of one. */
import type { Size, Value } from '../../engine/fused/network'
import type { Convolution, NetworkBuilder } from '../../engine/fused/networkBuilder'
import type * as tf from '../../engine/tf'
import { uniform } from '../finiteDifferences'

export interface FusedCase {
  readonly name: string
  readonly size: Size
  readonly build: (network: NetworkBuilder, parameters: RandomParameters) => Value
}

/** The same for each call, on every backend. */
export class RandomParameters {
  private seed = 100

  of(shape: readonly number[], low = -1, high = 1): tf.Tensor {
    return uniform(shape, low, high, this.seed++)
  }

  /** A filter so small that no sum is large, and a shift. */
  filter(size: readonly [rows: number, columns: number], inChannels: number, outChannels: number) {
    const spread = 2 / Math.sqrt(size[0] * size[1] * inChannels)
    const filter = this.of([...size, inChannels, outChannels], -spread, spread) as tf.Tensor4D
    return { filter, shift: this.vector(outChannels) }
  }

  dense(inChannels: number, outChannels: number) {
    const spread = 2 / Math.sqrt(inChannels)
    return {
      weight: this.of([inChannels, outChannels], -spread, spread) as tf.Tensor2D,
      bias: this.vector(outChannels),
    }
  }

  vector(length: number): tf.Tensor1D {
    return this.of([length], 0.5, 1.5) as tf.Tensor1D
  }
}

export const CLASSES = 5

/** The mean over pixels, and a dense layer to the logits. */
export const head = (network: NetworkBuilder, parameters: RandomParameters, x: Value) =>
  network.dense(network.globalAverage(x), parameters.dense(x.size[2], CLASSES))

/** A network of one layer between a stem with as many channels and the head; smooth, so that every value counts. */
export const between = (
  name: string,
  size: readonly [height: number, width: number],
  channels: number,
  layer: (network: NetworkBuilder, parameters: RandomParameters, x: Value) => Value,
): FusedCase => ({
  name,
  size: [...size, 3],
  build(network, parameters) {
    // Of one pixel each: a larger stem would only cost the time of compiling its shaders.
    const stem = network.dense(network.pixels, parameters.dense(3, channels))
    const x = layer(network, parameters, network.activation(stem, 'silu'))
    return head(network, parameters, network.activation(x, 'silu'))
  },
})

export interface FilterShape extends Omit<Convolution, 'filter' | 'shift'> {
  readonly filter: readonly [rows: number, columns: number]
  readonly groups?: number
}

export const convolution = (
  name: string,
  size: readonly [height: number, width: number],
  [inChannels, outChannels]: readonly [inChannels: number, outChannels: number],
  { filter, groups = 1, ...rest }: FilterShape,
): FusedCase =>
  between(`convolution, ${name}`, size, inChannels, (network, parameters, x) =>
    network.convolution(x, { ...parameters.filter(filter, inChannels / groups, outChannels), ...rest }),
  )

export const attention = (
  name: string,
  size: readonly [height: number, width: number],
  { channels, hasBias, ...shape }: Parameters<NetworkBuilder['attention']>[1] & { channels: number; hasBias: boolean },
): FusedCase =>
  between(`attention, ${name}`, size, channels, (network, parameters, x) => {
    const qkv = network.dense(network.layerNorm(x, 1e-5), parameters.dense(channels, 3 * channels))
    const tokens = (shape.window ?? size).reduce((product, length) => product * length, 1)
    const bias = hasBias ? (parameters.of([shape.heads, tokens, tokens]) as tf.Tensor3D) : null
    return network.add(x, network.attention(qkv, shape, bias))
  })
