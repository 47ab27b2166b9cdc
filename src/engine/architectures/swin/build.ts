/** @file The parts of a Swin, and its network layer by layer. */
import type { Value } from '../../fused/network'
import type { NetworkBuilder } from '../../fused/networkBuilder'
import * as tf from '../../tf'
import { joinDense, type PreparedDense } from '../layers/dense'
import type { PreparedNorm } from '../layers/layerNorm'
import { type StagePlace, type SwinSettings, stagePlaces } from './settings'
import { MASKED, shiftsOf } from './windows'

export interface SwinBlock {
  /** Scaled. */
  readonly query: PreparedDense
  readonly key: PreparedDense
  readonly value: PreparedDense
  /** (heads, tokens, tokens), over queries, then keys. */
  readonly bias: tf.Tensor3D
  readonly proj: PreparedDense
  readonly fc1: PreparedDense
  readonly fc2: PreparedDense
}

export interface PreparedSwin {
  /** Takes the pixels of a patch, row by row. */
  readonly embed: PreparedDense
  readonly embedNorm: PreparedNorm
  /** Applied to the tokens of 2x2 squares, row by row; absent before the first stage. */
  readonly merges: readonly PreparedDense[]
  readonly blocks: readonly (readonly SwinBlock[])[]
  readonly head: PreparedDense
}

/** The default of torch.nn.LayerNorm. */
export const LAYER_NORM_EPSILON = 1e-5

export function buildSwin(prepared: PreparedSwin, settings: SwinSettings, network: NetworkBuilder): Value {
  const { patch, activation } = settings
  const norm = (x: Value, by = {}) => network.layerNorm(x, LAYER_NORM_EPSILON, by)

  function passBlock(block: SwinBlock, x: Value, { heads, window }: StagePlace, isOdd: boolean): Value {
    const shift = shiftsOf([x.size[0], x.size[1]], window, isOdd)
    const shape = { heads, window: [window, window], shift, masked: MASKED } as const
    const qkv = network.dense(norm(x), joinDense([block.query, block.key, block.value]))
    const attended = network.add(x, network.dense(network.attention(qkv, shape, block.bias), block.proj))
    const hidden = network.activation(network.dense(norm(attended), block.fc1), activation)
    return network.add(attended, network.dense(hidden, block.fc2))
  }

  const filter = tf.reshape(prepared.embed.weight, [patch, patch, settings.channels, -1]) as tf.Tensor4D
  const embedded = network.convolution(network.pixels, { filter, shift: prepared.embed.bias, stride: patch })
  let x = norm(embedded, prepared.embedNorm)
  for (const [stage, place] of stagePlaces(settings).entries()) {
    if (stage > 0) x = network.dense(norm(network.blocks(x, 2)), prepared.merges[stage - 1] as PreparedDense)
    const blocks = prepared.blocks[stage] as readonly SwinBlock[]
    for (const [index, block] of blocks.entries()) x = passBlock(block, x, place, index % 2 === 1)
  }
  return network.dense(network.globalAverage(norm(x)), prepared.head)
}
