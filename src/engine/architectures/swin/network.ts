/**
 * @file Swin Transformer (Liu et al. 2021), with the parameter names and the
 * meaning of timm.models.swin_transformer, without stochastic depth. A layer
 * norm's scale and shift lie in the dense layer after it.
 */
import * as tf from '../../tf'
import { ACTIVATIONS } from '../activations'
import { byHead, fromHeads, splitQkv } from '../layers/attention'
import { fromBlocks, mergeBlocks, toBlocks } from '../layers/blocks'
import { applyDense, dense, type PreparedDense } from '../layers/dense'
import { applyLayerNorm, foldNorm, layerNorm, standardise } from '../layers/layerNorm'
import { parameterReader, type ReadParameter } from '../layers/parameterReader'
import { applyToPatches, denseOfPatches } from '../layers/patches'
import type { Architecture } from '../types'
import { buildSwin, LAYER_NORM_EPSILON, type SwinBlock as PreparedBlock, type PreparedSwin } from './build'
import { swinDescription } from './description'
import { type StagePlace, SWIN_SPELLINGS, type SwinSettings, stagePlaces } from './settings'
import { relativePositions, shiftCyclically, shiftMask, shiftsOf } from './windows'

const standard = (x: tf.Tensor2D) => standardise(x, LAYER_NORM_EPSILON)

export const swin: Architecture<SwinSettings, PreparedSwin> = {
  ...swinDescription,

  prepare(parameters, settings) {
    const read = parameterReader(parameters, SWIN_SPELLINGS[settings.names])
    const places = stagePlaces(settings)
    return {
      embed: denseOfPatches(read, 'patch_embed.proj'),
      embedNorm: layerNorm(read, 'patch_embed.norm'),
      merges: places.slice(1).map(({ name }) => prepareMerge(read, `${name}.downsample`)),
      blocks: places.map((place) =>
        Array.from({ length: place.depth }, (_, index) => prepareBlock(read, `${place.name}.blocks.${index}`, place)),
      ),
      head: foldNorm(layerNorm(read, 'norm'), dense(read, 'head.fc')),
    }
  },

  logits(prepared, settings, normalised) {
    const { patch } = settings
    const [count, height, width] = normalised.shape
    let grid: [number, number] = [height / patch, width / patch]
    const toGrid = (tokens: tf.Tensor): tf.Tensor4D => tf.reshape(tokens, [count, ...grid, -1])
    let x = applyToPatches(prepared.embed, normalised, patch)
    x = applyLayerNorm(prepared.embedNorm, x, LAYER_NORM_EPSILON)
    for (const [stage, { heads, window }] of stagePlaces(settings).entries()) {
      if (stage > 0) {
        const merged = mergeBlocks(toGrid(x), 2)
        grid = [grid[0] / 2, grid[1] / 2]
        x = applyDense(prepared.merges[stage - 1] as PreparedDense, standard(merged))
      }
      for (const [index, block] of (prepared.blocks[stage] as readonly PreparedBlock[]).entries()) {
        const attended = attend(block, toGrid(standard(x)), heads, window, index % 2 === 1)
        x = tf.add(x, tf.reshape(attended, x.shape))
        const hidden = ACTIVATIONS[settings.activation](applyDense(block.fc1, standard(x)))
        x = tf.add(x, applyDense(block.fc2, hidden))
      }
    }
    const pooled = tf.mean<tf.Tensor2D>(tf.reshape(standard(x), [count, grid[0] * grid[1], -1]), 1)
    return applyDense(prepared.head, pooled)
  },

  build: buildSwin,
}

function prepareMerge(read: ReadParameter, name: string): PreparedDense {
  const weight = tf.transpose(read<tf.Tensor2D>(`${name}.reduction.weight`)) as tf.Tensor2D
  const { weight: folded, bias } = foldNorm(layerNorm(read, `${name}.norm`), { weight })
  // timm orders the four merged tokens by columns, `blocks` by rows.
  const byToken = tf.reshape(folded, [2, 2, -1])
  return { weight: tf.reshape(tf.transpose(byToken, [1, 0, 2]), folded.shape), bias }
}

function prepareBlock(read: ReadParameter, name: string, { width, heads, window }: StagePlace): PreparedBlock {
  const qkv = foldNorm(layerNorm(read, `${name}.norm1`), dense(read, `${name}.attn.qkv`))
  const table = read<tf.Tensor2D>(`${name}.attn.relative_position_bias_table`)
  const tokens = window * window
  const byPair = tf.gather(table, tf.tensor1d(relativePositions(window), 'int32'))
  return {
    ...splitQkv(qkv, (width / heads) ** -0.5),
    bias: tf.reshape(tf.transpose(byPair), [heads, tokens, tokens]),
    proj: dense(read, `${name}.attn.proj`),
    fc1: foldNorm(layerNorm(read, `${name}.norm2`), dense(read, `${name}.mlp.fc1`)),
    fc2: dense(read, `${name}.mlp.fc2`),
  }
}

/** Attention within the windows of (N, height, width, C), with a cyclic shift before and its inverse after. */
function attend(block: PreparedBlock, x: tf.Tensor4D, heads: number, window: number, isOdd: boolean): tf.Tensor4D {
  const [count, height, width] = x.shape
  const [down, right] = shiftsOf([height, width], window, isOdd)
  const tokens = window * window
  const windows = count * ((height * width) / tokens)
  const inputs = toBlocks(shiftCyclically(x, [down, right]), window)
  const part = (layer: PreparedDense): tf.Tensor4D => byHead(applyDense(layer, inputs), tokens, heads)
  let scores: tf.Tensor = tf.matMul(part(block.query), part(block.key), false, true)
  if (down + right > 0) {
    const bias = tf.add(block.bias, shiftMask([height, width], window, [down, right]))
    scores = tf.add(tf.reshape(scores, [count, -1, tokens, tokens]), tf.reshape(bias, [-1, tokens, tokens]))
  } else {
    scores = tf.add(scores, block.bias)
  }
  const attention = tf.reshape(tf.softmax(scores), [windows, heads, tokens, tokens])
  const seen = fromHeads(tf.matMul(attention, part(block.value)))
  const outputs = applyDense(block.proj, seen)
  return shiftCyclically(fromBlocks(outputs, window, [height, width]), [-down, -right])
}
