/** @file Takes down a network, layer by layer. Tensors stay the caller's, and must live until it is compiled. */
import type { ActivationName } from '../architectures/activationNames'
import * as tf from '../tf'
import type { AttentionShape, Layer, Padding, Size, Value } from './network'

/** On all sides, before and after along both axes, or on each side. */
type Around = number | { readonly before: number; readonly after: number } | Padding

/** What a builder's method gives of a layer; the result follows. */
type Unfinished<L = Layer> = L extends Layer ? Omit<L, 'result'> : never

export interface Convolution {
  /** (rows, columns, in / groups, out) */
  readonly filter: tf.Tensor4D
  /** (out) */
  readonly shift?: tf.Tensor1D | null
  /** 1, if left out. */
  readonly stride?: number
  /** 0, if left out. */
  readonly padding?: Around
  /** 1, if left out. */
  readonly dilation?: number
}

/** weight (in, out), bias (out) */
export interface Dense {
  readonly weight: tf.Tensor2D
  readonly bias: tf.Tensor1D | null
}

function around(padding: Around): Padding {
  if (typeof padding === 'number') return around({ before: padding, after: padding })
  if ('top' in padding) return padding
  const { before, after } = padding
  return { top: before, left: before, bottom: after, right: after }
}

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b))

/** Where an axis ends on which a filter of this reach stands every `stride` values. */
const positions = (side: number, padding: number, reach: number, stride: number) =>
  Math.floor((side + padding - reach) / stride) + 1

export class NetworkBuilder {
  readonly layers: Layer[] = []
  /** Normalised, with channels of red, green and blue. */
  readonly images: Value
  /** What the network takes of them: themselves, unless someone puts other channels in their place. */
  pixels: Value

  /** @param size of the images */
  constructor(size: Size) {
    this.images = { id: 0, size }
    this.pixels = this.images
  }

  /** As many groups as the filter's number of channels asks for. */
  convolution(x: Value, layer: Convolution): Value {
    const { filter, shift = null, stride = 1, dilation = 1 } = layer
    const padding = around(layer.padding ?? 0)
    const [rows, columns, inChannels, outChannels] = filter.shape
    const groups = x.size[2] / inChannels
    if (!Number.isInteger(groups) || outChannels % groups !== 0) {
      throw new Error(
        `A filter of shape ${filter.shape} does not suit values of size ${x.size}; correct the network's layers.`,
      )
    }
    const reach = (side: number) => dilation * (side - 1) + 1
    const size = windowed(x.size, [reach(rows), reach(columns)], stride, padding, outChannels)
    return this.add_(size, { kind: 'convolution', x, filter, shift, stride, padding, groups, dilation })
  }

  /** Of each pixel's or token's channels: a convolution of size 1. */
  dense(x: Value, { weight, bias }: Dense): Value {
    return this.convolution(x, { filter: tf.reshape(weight, [1, 1, ...weight.shape]), shift: bias })
  }

  activation(x: Value, activation: ActivationName): Value {
    return this.add_(x.size, { kind: 'activation', x, activation })
  }

  /** Both of one size. */
  add(x: Value, addend: Value): Value {
    if (x.size.some((side, axis) => side !== addend.size[axis])) {
      throw new Error(`Values of sizes ${x.size} and ${addend.size} cannot be added; correct the network's layers.`)
    }
    return this.add_(x.size, { kind: 'add', x, addend })
  }

  /**
   * x * scale + shift.
   *
   * @param by scale (channels); shift (channels) or (height, width, channels)
   */
  affine(
    x: Value,
    by: { readonly scale?: tf.Tensor1D | null; readonly shift?: tf.Tensor1D | tf.Tensor3D | null },
  ): Value {
    return this.add_(x.size, { kind: 'affine', x, scale: by.scale ?? null, shift: by.shift ?? null })
  }

  /** Over the channels of each pixel or token. Scale and shift, if there are any, are (channels). */
  layerNorm(
    x: Value,
    epsilon: number,
    by: { readonly scale?: tf.Tensor1D | null; readonly shift?: tf.Tensor1D | null } = {},
  ): Value {
    const normed = this.add_(x.size, { kind: 'layerNorm', x, epsilon })
    return by.scale || by.shift ? this.affine(normed, by) : normed
  }

  /**
   * @param qkv (height, width, 3 C): queries, which are scaled already, keys and values, each head by head
   * @param shape windows are the whole grid and not shifted, if left out
   * @param bias (heads, tokens, tokens), over queries, then keys of a window
   */
  attention(
    qkv: Value,
    { heads, window, shift = [0, 0], masked = 0 }: Pick<AttentionShape, 'heads'> & Partial<AttentionShape>,
    bias: tf.Tensor3D | null = null,
  ): Value {
    const [height, width, channels] = qkv.size
    const shape = { heads, window: window ?? [height, width], shift, masked } as const
    return this.add_([height, width, channels / 3], { kind: 'attention', qkv, bias, ...shape })
  }

  /** Its gradient goes to the first of the largest, as PyTorch's. */
  maxPool(x: Value, { size, stride, padding = 0 }: { size: number; stride: number; padding?: Around }): Value {
    const ring = around(padding)
    const result = windowed(x.size, [size, size], stride, ring, x.size[2])
    return this.add_(result, { kind: 'maxPool', x, size, stride, padding: ring })
  }

  averagePool(
    x: Value,
    pool: {
      readonly size: number | readonly [rows: number, columns: number]
      readonly stride: number
      readonly padding?: Around
      readonly countsPadding?: boolean
    },
  ): Value {
    const { stride, padding = 0, countsPadding = true } = pool
    const size = typeof pool.size === 'number' ? ([pool.size, pool.size] as const) : pool.size
    const ring = around(padding)
    const result = windowed(x.size, size, stride, ring, x.size[2])
    return this.add_(result, { kind: 'averagePool', x, size, stride, padding: ring, countsPadding })
  }

  /** The mean of each channel: (1, 1, channels). */
  globalAverage(x: Value): Value {
    const [height, width] = x.size
    return this.averagePool(x, { size: [height, width], stride: 1 })
  }

  /** Squares of `side` by `side` values side by side, row by row: (height / side, width / side, side² C). */
  blocks(x: Value, side: number): Value {
    const [height, width, channels] = x.size
    const [down, across] = [height / side, width / side]
    const rows = Int32Array.from({ length: height * width }, (_, i) => {
      const [inside, block] = [i % (side * side), Math.floor(i / (side * side))]
      const row = Math.floor(block / across) * side + Math.floor(inside / side)
      return row * width + (block % across) * side + (inside % side)
    })
    return this.gather(x, [down, across, side * side * channels], rows, channels)
  }

  /**
   * All tokens in one row, after some that are the same for each image: (1, count + height * width, C).
   *
   * @param tokens (count, C), such as a class token
   */
  prefix(x: Value, tokens: tf.Tensor2D): Value {
    const [height, width, channels] = x.size
    const count = tokens.shape[0]
    const rows = Int32Array.from({ length: count + height * width }, (_, i) => (i < count ? -1 : i - count))
    const fill = tf.pad(tokens, [
      [0, height * width],
      [0, 0],
    ])
    return this.gather(x, [1, rows.length, channels], rows, channels, fill)
  }

  /** (1, 1, height * width * C): row by row, channels last. */
  flatten(x: Value): Value {
    return this.reshape(
      x,
      x.size.reduce((product, length) => product * length, 1),
    )
  }

  /** Some of the tokens, counted row by row, from the one at `first` on: (1, count, C). */
  tokens(x: Value, first: number, count = 1): Value {
    const rows = Int32Array.from({ length: count }, (_, i) => first + i)
    return this.gather(x, [1, count, x.size[2]], rows, x.size[2])
  }

  /** The same values in rows of another length: (1, rows, channels). */
  reshape(x: Value, channels: number): Value {
    const count = x.size.reduce((product, length) => product * length, 1) / channels
    const rows = Int32Array.from({ length: count }, (_, i) => i)
    return this.gather(x, [1, count, channels], rows, channels)
  }

  /** The channels of all, one after the other. */
  concatenate(values: readonly Value[]): Value {
    const [height, width] = (values[0] as Value).size
    const channels = values.reduce((sum, { size }) => sum + size[2], 0)
    const rowLength = values.map(({ size }) => size[2]).reduce(greatestDivisor)
    const perPixel = channels / rowLength
    let before = 0
    const placed = values.map((value) => {
      const [own, from] = [value.size[2] / rowLength, before]
      before += own
      const rows = Int32Array.from({ length: height * width * perPixel }, (_, i) => {
        const place = (i % perPixel) - from
        return place < 0 || place >= own ? -1 : Math.floor(i / perPixel) * own + place
      })
      return this.gather(value, [height, width, channels], rows, rowLength)
    })
    return placed.reduce((sum, value) => this.add(sum, value))
  }

  /** Rows of x's values, in another order; see the layer. */
  gather(x: Value, size: Size, rows: Int32Array, rowLength: number, fill: tf.Tensor2D | null = null): Value {
    return this.add_(size, { kind: 'gather', x, rows, rowLength, fill })
  }

  private add_(size: Size, layer: Unfinished): Value {
    const result: Value = { id: this.layers.length + 1, size }
    this.layers.push({ ...layer, result } as Layer)
    return result
  }
}

function windowed(
  [height, width]: Size,
  [rows, columns]: readonly [number, number],
  stride: number,
  { top, left, bottom, right }: Padding,
  channels: number,
): Size {
  return [positions(height, top + bottom, rows, stride), positions(width, left + right, columns, stride), channels]
}
