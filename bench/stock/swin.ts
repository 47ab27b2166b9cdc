/** @file The Swin as one writes it with tfjs, after timm's: patches, windows, attention, layer norm, erf-GELU. */
import type { ModelData } from '../types'
import { gelu, type StockModel, toTensors } from './model'
import * as tf from './tf'

interface Architecture {
  readonly embed_dim: number
  readonly depths: number[]
  readonly heads: number[]
  readonly window: number
  readonly patch: number
}

export function stockSwin({ weights, architecture }: ModelData): StockModel {
  const parameter = toTensors(weights)
  const { embed_dim, depths, heads, window, patch } = architecture as unknown as Architecture
  const tokens = window * window
  const transposed = new Map<string, tf.Tensor>()
  for (const [name, { shape }] of weights) {
    if (shape.length === 2 && !name.endsWith('table')) transposed.set(name, tf.transpose(parameter(name)))
  }
  const embed = tf.transpose(parameter('patch_embed.proj.weight') as tf.Tensor4D, [2, 3, 1, 0])
  const pairs = tf.tensor1d(positions(window), 'int32')
  const biasOf = (name: string, headCount: number) =>
    tf.reshape(tf.transpose(tf.gather(parameter(`${name}.attn.relative_position_bias_table`), pairs)), [
      1,
      headCount,
      tokens,
      tokens,
    ])
  const biases = new Map<string, tf.Tensor>()
  const masks = new Map<string, tf.Tensor>()
  for (const [stage, depth] of depths.entries()) {
    for (let index = 0; index < depth; index++) {
      const name = `layers.${stage}.blocks.${index}`
      biases.set(name, biasOf(name, heads[stage] as number))
    }
  }

  const dense = (x: tf.Tensor, name: string): tf.Tensor => {
    const weight = transposed.get(`${name}.weight`) as tf.Tensor2D
    const flat = tf.reshape(x, [-1, weight.shape[0]]) as tf.Tensor2D
    const y = tf.reshape(tf.matMul(flat, weight), [...x.shape.slice(0, -1), weight.shape[1]])
    return weights.has(`${name}.bias`) ? tf.add(y, parameter(`${name}.bias`)) : y
  }

  const layerNorm = (x: tf.Tensor, name: string): tf.Tensor => {
    const { mean, variance } = tf.moments(x, -1, true)
    const normalised = tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 1e-5)))
    return tf.add(tf.mul(normalised, parameter(`${name}.weight`)), parameter(`${name}.bias`))
  }

  const attend = (x: tf.Tensor4D, name: string, headCount: number, shift: number): tf.Tensor4D => {
    const [count, side, , width] = x.shape
    const across = side / window
    const windows = count * across * across
    const shifted = shift > 0 ? roll(x, shift) : x
    const bands = tf.reshape(shifted, [count * across, window, across, window * width])
    const parts = tf.reshape(tf.transpose(bands, [0, 2, 1, 3]), [windows, tokens, width])
    const [query, key, value] = tf
      .split(dense(parts, `${name}.attn.qkv`), 3, 2)
      .map((part) => tf.transpose(tf.reshape(part, [windows, tokens, headCount, width / headCount]), [0, 2, 1, 3])) as [
      tf.Tensor4D,
      tf.Tensor4D,
      tf.Tensor4D,
    ]
    const scaled: tf.Tensor = tf.mul(query, (width / headCount) ** -0.5)
    let scores: tf.Tensor = tf.add(tf.matMul(scaled, key as tf.Tensor, false, true), biases.get(name) as tf.Tensor)
    if (shift > 0) {
      const byWindow = tf.reshape(scores, [count, across * across, headCount, tokens * tokens])
      scores = tf.reshape(tf.add(byWindow, maskOf(side, shift)), scores.shape)
    }
    const seen = tf.transpose(tf.matMul(tf.softmax(scores), value as tf.Tensor), [0, 2, 1, 3])
    const outputs = dense(tf.reshape(seen, [windows, tokens, width]), `${name}.attn.proj`)
    const blocks = tf.reshape(outputs, [count * across, across, window, window * width])
    const joined: tf.Tensor4D = tf.reshape(tf.transpose(blocks, [0, 2, 1, 3]), x.shape)
    return shift > 0 ? roll(joined, -shift) : joined
  }

  function maskOf(side: number, shift: number): tf.Tensor {
    const key = `${side} ${shift}`
    const mask = masks.get(key) ?? tf.keep(shiftMask(side, window, shift))
    masks.set(key, mask)
    return mask
  }

  return (normalised) => {
    const count = normalised.shape[0]
    let x = tf.add(tf.conv2d(normalised, embed, patch, 'valid'), parameter('patch_embed.proj.bias')) as tf.Tensor4D
    x = layerNorm(x, 'patch_embed.norm') as tf.Tensor4D
    for (const [stage, depth] of depths.entries()) {
      if (stage > 0) {
        const [, side, , width] = x.shape
        const cells = tf.reshape(x, [(count * side) / 2, 2, side / 2, 2 * width])
        const byRow = tf.reshape(tf.transpose(cells, [0, 2, 1, 3]), [count * (side / 2) ** 2, 2, 2, width])
        // timm lists the four tokens column by column.
        const merged = tf.reshape(tf.transpose(byRow, [0, 2, 1, 3]), [count, side / 2, side / 2, 4 * width])
        x = dense(layerNorm(merged, `layers.${stage}.downsample.norm`), `layers.${stage}.downsample.reduction`) as never
      }
      const side = x.shape[1]
      for (let index = 0; index < depth; index++) {
        const name = `layers.${stage}.blocks.${index}`
        const shift = index % 2 === 1 && side > window ? Math.floor(window / 2) : 0
        const normed = layerNorm(x, `${name}.norm1`) as tf.Tensor4D
        x = tf.add(x, attend(normed, name, heads[stage] as number, shift))
        const hidden = gelu(dense(layerNorm(x, `${name}.norm2`), `${name}.mlp.fc1`))
        x = tf.add(x, dense(hidden, `${name}.mlp.fc2`))
      }
    }
    const width = embed_dim * 2 ** (depths.length - 1)
    const pooled = tf.mean(tf.reshape(layerNorm(x, 'norm'), [count, -1, width]), 1)
    return dense(pooled, 'head.fc') as tf.Tensor2D
  }
}

/** As numpy's roll by -shift along rows and columns. */
function roll(x: tf.Tensor4D, shift: number): tf.Tensor4D {
  const side = x.shape[1]
  const by = (shift + side) % side
  const [top, bottom] = tf.split(x, [by, side - by], 1) as [tf.Tensor4D, tf.Tensor4D]
  const [left, right] = tf.split(tf.concat([bottom, top], 1), [by, side - by], 2) as [tf.Tensor4D, tf.Tensor4D]
  return tf.concat([right, left], 2)
}

function positions(side: number): Int32Array {
  const tokens = side * side
  const offset = (a: number, b: number) => a - b + side - 1
  return Int32Array.from({ length: tokens * tokens }, (_, pair) => {
    const [query, key] = [Math.floor(pair / tokens), pair % tokens]
    const rows = offset(Math.floor(query / side), Math.floor(key / side))
    return rows * (2 * side - 1) + offset(query % side, key % side)
  })
}

/** -100 where the shift brought two tokens together: (1, windows, 1, tokens * tokens). */
function shiftMask(side: number, window: number, shift: number): tf.Tensor {
  const across = side / window
  const tokens = window * window
  const region = (at: number) => (at < side - window ? 0 : at < side - shift ? 1 : 2)
  const values: number[] = []
  for (let w = 0; w < across * across; w++) {
    const regions = Array.from({ length: tokens }, (_, token) => {
      const row = Math.floor(w / across) * window + Math.floor(token / window)
      const column = (w % across) * window + (token % window)
      return 3 * region(row) + region(column)
    })
    for (const query of regions) for (const key of regions) values.push(query === key ? 0 : -100)
  }
  return tf.tensor(values, [1, across * across, 1, tokens * tokens])
}
