/** @file Networks by tfjs's own ops, layer by layer and differentiable: the reference for fused ones. */
import { ACTIVATIONS } from '../../engine/architectures/activations'
import type { AttentionLayer, Layer, Network, Padding, Value } from '../../engine/fused/network'
import type { Normalisation } from '../../engine/fused/types'
import * as tf from '../../engine/tf'

/** Logits (N, classes) of pixels (N, height, width, 3) in [0, 1]. */
export function composeNetwork(network: Network, { mean, std }: Normalisation) {
  return (pixels: tf.Tensor4D): tf.Tensor2D => {
    const values = new Map<number, tf.Tensor4D>()
    const of = ({ id }: Value) => values.get(id) as tf.Tensor4D
    values.set(network.images.id, tf.div(tf.sub(pixels, [...mean]), [...std]))
    for (const layer of network.layers) values.set(layer.result.id, apply(layer, of))
    return tf.reshape(of(network.logits), [pixels.shape[0], -1])
  }
}

const padded = (x: tf.Tensor4D, { top, left, bottom, right }: Padding, value = 0): tf.Tensor4D =>
  tf.pad(
    x,
    [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ],
    value,
  )

function apply(layer: Layer, of: (value: Value) => tf.Tensor4D): tf.Tensor4D {
  switch (layer.kind) {
    case 'convolution': {
      const { filter, shift, stride, padding, groups, dilation } = layer
      const x = padded(of(layer.x), padding)
      const parts = (groups === 1 ? [x] : tf.split(x, groups, 3)).map((part, group): tf.Tensor4D => {
        const out = filter.shape[3] / groups
        const own = tf.slice(filter, [0, 0, 0, group * out], [-1, -1, -1, out]) as tf.Tensor4D
        return tf.conv2d(part as tf.Tensor4D, spread(own, dilation), stride, 'valid')
      })
      const sum: tf.Tensor4D = tf.concat(parts, 3)
      return shift === null ? sum : tf.add(sum, shift)
    }
    case 'activation':
      return ACTIVATIONS[layer.activation](of(layer.x))
    case 'add':
      return tf.add(of(layer.x), of(layer.addend))
    case 'affine': {
      const scaled = layer.scale === null ? of(layer.x) : tf.mul<tf.Tensor4D>(of(layer.x), layer.scale)
      return layer.shift === null ? scaled : tf.add(scaled, layer.shift)
    }
    case 'layerNorm': {
      const centred = tf.sub(of(layer.x), tf.mean(of(layer.x), 3, true))
      return tf.div(centred, tf.sqrt(tf.add(tf.mean(tf.square(centred), 3, true), layer.epsilon)))
    }
    case 'maxPool':
      return tf.maxPool(padded(of(layer.x), layer.padding, -1e30), layer.size, layer.stride, 'valid')
    case 'averagePool': {
      const { size, stride, padding, countsPadding } = layer
      const average = (x: tf.Tensor4D) => tf.avgPool(padded(x, padding), [...size], stride, 'valid')
      const sums = average(of(layer.x))
      return countsPadding ? sums : tf.div(sums, average(tf.onesLike(of(layer.x))))
    }
    case 'gather': {
      const { x, rows, rowLength, fill, result } = layer
      const count = of(x).shape[0]
      const zeros = tf.zeros([count, 1, rowLength])
      const all = tf.concat([zeros, tf.reshape(of(x), [count, -1, rowLength])], 1)
      const taken = tf.gather(
        all,
        tf.tensor1d(
          rows.map((row) => row + 1),
          'int32',
        ),
        1,
      )
      return tf.reshape(fill === null ? taken : tf.add(taken, fill), [count, ...result.size])
    }
    case 'attention':
      return attend(layer, of(layer.qkv))
  }
}

/** The filter with zeros between its taps. */
function spread(filter: tf.Tensor4D, dilation: number): tf.Tensor4D {
  if (dilation === 1) return filter
  const [rows, columns, into, out] = filter.shape
  const lengthOf = (taps: number) => dilation * (taps - 1) + 1
  /** (length, taps): 1 where a tap comes to lie. */
  const placed = (taps: number) => {
    const values = Array.from({ length: lengthOf(taps) }, (_, at) =>
      Array.from({ length: taps }, (_, tap) => Number(at === tap * dilation)),
    )
    return tf.tensor2d(values)
  }
  const down = tf.matMul(placed(rows), tf.reshape(filter, [rows, -1]) as tf.Tensor2D)
  const turned = tf.transpose(tf.reshape(down, [-1, columns, into * out]), [1, 0, 2])
  const across = tf.matMul(placed(columns), tf.reshape(turned, [columns, -1]) as tf.Tensor2D)
  const back = tf.transpose(tf.reshape(across, [-1, lengthOf(rows), into * out]), [1, 0, 2])
  return tf.reshape(back, [lengthOf(rows), -1, into, out])
}

/** All tokens attend to all, but for those of other windows and of other sides of the edge. */
function attend({ heads, window, shift, masked, bias, result }: AttentionLayer & { result: Value }, qkv: tf.Tensor4D) {
  const [height, width, channels] = result.size
  const tokens = height * width
  const places = Array.from({ length: tokens }, (_, token) => {
    const at = [Math.floor(token / width), token % width] as const
    return at.map((along, axis) => {
      const length = [height, width][axis] as number
      const [side, by] = [window[axis] as number, shift[axis] as number]
      const moved = (along - by + length) % length
      return { window: Math.floor(moved / side), inside: moved % side, isFromStart: along < by }
    })
  })
  const pairs = places.flatMap((query) =>
    places.map((key) => {
      const isOther = query.some((along, axis) => along.window !== (key[axis] as typeof along).window)
      const isTorn = query.some((along, axis) => along.isFromStart !== (key[axis] as typeof along).isFromStart)
      return isOther ? -1e30 : isTorn ? masked : 0
    }),
  )
  const inside = places.map(([down, across]) => (down?.inside ?? 0) * window[1] + (across?.inside ?? 0))
  const length = window[0] * window[1]
  const flat = Int32Array.from({ length: tokens * tokens }, (_, i) => {
    const [query, key] = [inside[Math.floor(i / tokens)] as number, inside[i % tokens] as number]
    return query * length + key
  })
  let scores: tf.Tensor = tf.tensor(pairs, [1, 1, tokens, tokens])
  if (bias !== null) {
    const taken = tf.gather(tf.reshape(bias, [heads, -1]), tf.tensor1d(flat, 'int32'), 1)
    scores = tf.add(scores, tf.reshape(taken, [1, heads, tokens, tokens]))
  }
  const [query, key, value] = tf
    .split(tf.reshape(qkv, [-1, tokens, 3 * channels]), 3, 2)
    .map((part) => tf.transpose(tf.reshape(part, [-1, tokens, heads, channels / heads]), [0, 2, 1, 3])) as [
    tf.Tensor4D,
    tf.Tensor4D,
    tf.Tensor4D,
  ]
  const shares = tf.softmax(tf.add(scores, tf.matMul(query, key, false, true)))
  return tf.reshape(tf.transpose(tf.matMul(shares, value), [0, 2, 1, 3]), [-1, height, width, channels]) as tf.Tensor4D
}
