/** @file The forward pass of a Vision Transformer. */
import type { Value } from '../../fused/network'
import type { NetworkBuilder } from '../../fused/networkBuilder'
import * as tf from '../../tf'
import { ACTIVATIONS } from '../activations'
import { byHead, fromHeads, splitQkv } from '../layers/attention'
import { applyDense, dense, joinDense, type PreparedDense } from '../layers/dense'
import { applyLayerNorm, foldNorm, layerNorm, type PreparedNorm, standardise } from '../layers/layerNorm'
import { parameterReader, type ReadParameter } from '../layers/parameterReader'
import { applyToPatches, denseOfPatches } from '../layers/patches'
import type { Architecture } from '../types'
import { vitDescription } from './description'
import { prefixTokens, VIT_SPELLINGS, type VitSettings } from './settings'

/** Layer norm's scale and shift are folded into the following dense layer, layer scale into the preceding one. */
type PreparedBlock = {
  readonly query: PreparedDense
  readonly key: PreparedDense
  readonly value: PreparedDense
  /** Layer norms of queries and keys, per head. */
  readonly queryNorm: PreparedNorm | null
  readonly keyNorm: PreparedNorm | null
  readonly proj: PreparedDense
  readonly fc1: PreparedDense
  readonly fc2: PreparedDense
}

export interface PreparedVit {
  readonly embed: PreparedDense
  /** (1, prefix tokens, channels), positions included; null without such tokens. */
  readonly prefix: tf.Tensor3D | null
  /** Of the image's tokens: (grid * grid, channels). */
  readonly positions: tf.Tensor2D
  readonly preNorm: PreparedNorm | null
  readonly blocks: readonly PreparedBlock[]
  /** One per classification token; their logits are averaged. */
  readonly heads: readonly PreparedDense[]
}

export const vit: Architecture<VitSettings, PreparedVit> = {
  ...vitDescription,

  prepare(parameters, settings) {
    const read = parameterReader(parameters, VIT_SPELLINGS[settings.names])
    const norm = layerNorm(read, settings.pool === 'mean-then-norm' ? 'fc_norm' : 'norm')
    const names = settings.tokens === 'class-and-distillation' ? ['head', 'head_dist'] : ['head']
    return {
      embed: denseOfPatches(read, 'patch_embed.proj', !settings.pre_norm),
      ...prepareTokens(read, settings),
      preNorm: settings.pre_norm ? layerNorm(read, 'norm_pre') : null,
      blocks: Array.from({ length: settings.depth }, (_, index) => prepareBlock(read, `blocks.${index}`, settings)),
      heads: names.map((name) => foldNorm(norm, dense(read, name))),
    }
  },

  logits({ embed, prefix, positions, preNorm, blocks, heads }, settings, normalised) {
    const { patch, grid, embed_dim, norm_epsilon: epsilon, pool } = settings
    const [count] = normalised.shape
    const before = prefixTokens(settings)
    const tokens = before + grid ** 2
    const flat = (tensor: tf.Tensor): tf.Tensor2D => tf.reshape(tensor, [-1, embed_dim])
    const apart = (tensor: tf.Tensor): tf.Tensor3D => tf.reshape(tensor, [count, -1, embed_dim])

    let x = flat(tf.add(apart(applyToPatches(embed, normalised, patch)), positions))
    if (prefix !== null) x = flat(tf.concat([tf.tile(prefix, [count, 1, 1]), apart(x)], 1))
    if (preNorm !== null) x = applyLayerNorm(preNorm, x, epsilon)
    for (const block of blocks) {
      x = tf.add(x, attend(block, standardise(x, epsilon), tokens, settings))
      const hidden = ACTIVATIONS[settings.activation](applyDense(block.fc1, standardise(x, epsilon)))
      x = tf.add(x, applyDense(block.fc2, hidden))
    }
    const token = (index: number): tf.Tensor2D => flat(tf.slice(apart(x), [0, index, 0], [count, 1, embed_dim]))
    const mean = (of: tf.Tensor2D): tf.Tensor2D =>
      tf.mean(tf.slice(apart(of), [0, before, 0], [count, grid ** 2, embed_dim]), 1)
    if (pool === 'norm-then-mean') return applyDense(heads[0] as PreparedDense, mean(standardise(x, epsilon)))
    const read = (index: number) => standardise(pool === 'token' ? token(index) : mean(x), epsilon)
    const [first, ...more] = heads.map((head, index) => applyDense(head, read(index))) as [
      tf.Tensor2D,
      ...tf.Tensor2D[],
    ]
    return more.length === 0
      ? first
      : tf.div(
          more.reduce((sum, logits) => tf.add(sum, logits), first),
          heads.length,
        )
  },

  build: buildVit,
}

/** The same with a builder's layers. */
function buildVit(
  { embed, prefix, positions, preNorm, blocks, heads }: PreparedVit,
  settings: VitSettings,
  network: NetworkBuilder,
): Value {
  const { patch, grid, embed_dim, norm_epsilon: epsilon, pool } = settings
  const before = prefixTokens(settings)
  const filter = tf.reshape(embed.weight, [patch, patch, -1, embed_dim]) as tf.Tensor4D
  const patches = network.convolution(network.pixels, { filter, shift: embed.bias, stride: patch })
  let x = network.affine(patches, { shift: tf.reshape(positions, [grid, grid, embed_dim]) as tf.Tensor3D })
  x = prefix === null ? network.reshape(x, embed_dim) : network.prefix(x, tf.squeeze(prefix, [0]))
  if (preNorm !== null) x = network.layerNorm(x, epsilon, preNorm)
  for (const block of blocks) {
    x = network.add(x, buildAttention(block, network.layerNorm(x, epsilon), settings, network))
    const hidden = network.activation(network.dense(network.layerNorm(x, epsilon), block.fc1), settings.activation)
    x = network.add(x, network.dense(hidden, block.fc2))
  }
  const mean = (of: Value) => network.globalAverage(before === 0 ? of : network.tokens(of, before, grid ** 2))
  if (pool === 'norm-then-mean') return network.dense(mean(network.layerNorm(x, epsilon)), heads[0] as PreparedDense)
  const logits = heads.map(({ weight, bias }, index) => {
    const read = network.layerNorm(pool === 'token' ? network.tokens(x, index) : mean(x), epsilon)
    return network.dense(read, { weight: tf.div(weight, heads.length), bias: tf.div(bias, heads.length) })
  })
  return logits.reduce((sum, more) => network.add(sum, more))
}

function buildAttention(
  block: PreparedBlock,
  x: Value,
  { heads, embed_dim, norm_epsilon }: VitSettings,
  network: NetworkBuilder,
): Value {
  const { query, key, value, queryNorm, keyNorm, proj } = block
  const width = embed_dim / heads
  if (queryNorm === null || keyNorm === null) {
    return network.dense(network.attention(network.dense(x, joinDense([query, key, value])), { heads }), proj)
  }
  const normed = (layer: PreparedDense, { scale, shift }: PreparedNorm, by: number) => {
    const norm = { scale: tf.mul<tf.Tensor1D>(scale, by), shift: tf.mul<tf.Tensor1D>(shift, by) }
    const byHead = network.reshape(network.dense(x, layer), width)
    return network.reshape(network.layerNorm(byHead, norm_epsilon, norm), embed_dim)
  }
  const parts = [normed(query, queryNorm, width ** -0.5), normed(key, keyNorm, 1), network.dense(x, value)]
  return network.dense(network.attention(network.concatenate(parts), { heads }), proj)
}

function prepareTokens(read: ReadParameter, settings: VitSettings) {
  const { embed_dim, grid, registers, tokens, positions_of_all } = settings
  const before = prefixTokens(settings)
  const positions = tf.reshape(read<tf.Tensor3D>('pos_embed'), [-1, embed_dim]) as tf.Tensor2D
  const skipped = positions_of_all ? before : 0
  const ofImage = tf.slice(positions, [skipped, 0], [grid ** 2, embed_dim])
  if (before === 0) return { prefix: null, positions: ofImage }
  const names = [
    ...(tokens === 'none' ? [] : ['cls_token']),
    ...(registers > 0 ? ['reg_token'] : []),
    ...(tokens === 'class-and-distillation' ? ['dist_token'] : []),
  ]
  const prefix = tf.concat(
    names.map((name) => read<tf.Tensor3D>(name)),
    1,
  )
  const placed = positions_of_all ? tf.add(prefix, tf.slice(positions, [0, 0], [before, embed_dim])) : prefix
  return { prefix: placed as tf.Tensor3D, positions: ofImage }
}

function prepareBlock(read: ReadParameter, name: string, settings: VitSettings): PreparedBlock {
  const { embed_dim, heads, qkv_bias, qk_norm, layer_scale } = settings
  const scaled = (layer: PreparedDense, scale: string): PreparedDense => {
    if (!layer_scale) return layer
    const gamma = read<tf.Tensor1D>(`${name}.${scale}.gamma`)
    return { weight: tf.mul(layer.weight, gamma), bias: tf.mul(layer.bias, gamma) }
  }
  const qkv = foldNorm(layerNorm(read, `${name}.norm1`), dense(read, `${name}.attn.qkv`, qkv_bias))
  const normOf = (part: string): PreparedNorm | null => (qk_norm ? layerNorm(read, `${name}.attn.${part}`) : null)
  return {
    // Layer norm would undo the scale.
    ...splitQkv(qkv, qk_norm ? 1 : (embed_dim / heads) ** -0.5),
    queryNorm: normOf('q_norm'),
    keyNorm: normOf('k_norm'),
    proj: scaled(dense(read, `${name}.attn.proj`), 'ls1'),
    fc1: foldNorm(layerNorm(read, `${name}.norm2`), dense(read, `${name}.mlp.fc1`)),
    fc2: scaled(dense(read, `${name}.mlp.fc2`), 'ls2'),
  }
}

/** `x` (N * tokens, channels) */
function attend(block: PreparedBlock, x: tf.Tensor2D, tokens: number, settings: VitSettings): tf.Tensor2D {
  const { heads, embed_dim, norm_epsilon } = settings
  const width = embed_dim / heads
  const part = (layer: PreparedDense): tf.Tensor4D => byHead(applyDense(layer, x), tokens, heads)
  const normed = (norm: PreparedNorm | null, of: tf.Tensor4D): tf.Tensor4D =>
    norm === null ? of : tf.reshape(applyLayerNorm(norm, tf.reshape(of, [-1, width]), norm_epsilon), of.shape)
  let query = normed(block.queryNorm, part(block.query))
  if (block.queryNorm !== null) query = tf.mul(query, width ** -0.5)
  const scores = tf.matMul(query, normed(block.keyNorm, part(block.key)), false, true)
  return applyDense(block.proj, fromHeads(tf.matMul(tf.softmax(scores), part(block.value))))
}
