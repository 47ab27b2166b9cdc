/**
 * @file Swin Transformer (Liu et al. 2021), with the parameter names and the
 * meaning of timm.models.swin_transformer, without stochastic depth. A layer
 * norm's scale and shift lie in the dense layer after it.
 */
import { parseWithFieldNames } from '../checkpoints/parseWithFieldNames'
import * as tf from '../tf'
import { ACTIVATIONS } from './activations'
import { type SwinDense as Dense, fuseSwin, type SwinBlock as PreparedBlock } from './swinFused'
import { checkSide, hiddenWidth, type StagePlace, type SwinSettings, settingsSchema, stagePlaces } from './swinSettings'
import { fromBlocks, relativePositions, shiftCyclically, shiftMask, toBlocks } from './swinWindows'
import type { Architecture, Parameters } from './types'

/** Scale and shift of a layer norm, (C) each. */
interface Norm {
  readonly scale: tf.Tensor1D
  readonly shift: tf.Tensor1D
}

export interface PreparedSwin {
  readonly embed: Dense
  readonly embedNorm: Norm
  /** None before the first stage. */
  readonly merges: readonly Dense[]
  readonly blocks: readonly (readonly PreparedBlock[])[]
  readonly head: Dense
}

/** torch.nn.LayerNorm's default. */
const LAYER_NORM_EPSILON = 1e-5

export const swin: Architecture<SwinSettings, PreparedSwin> = {
  name: 'swin',

  parseSettings: (field) => parseWithFieldNames(settingsSchema, field, 'manifest', { prefix: 'architecture' }),

  checkInput(settings, height, width) {
    for (const side of [height, width]) checkSide(settings, side)
  },

  parameterShapes(settings, classes) {
    const { embed_dim, patch, window } = settings
    const shapes = new Map<string, readonly number[]>()
    const addDense = (name: string, into: number, out: number) =>
      shapes.set(`${name}.weight`, [out, into]).set(`${name}.bias`, [out])
    const addNorm = (name: string, width: number) => shapes.set(`${name}.weight`, [width]).set(`${name}.bias`, [width])
    shapes.set('patch_embed.proj.weight', [embed_dim, 3, patch, patch]).set('patch_embed.proj.bias', [embed_dim])
    addNorm('patch_embed.norm', embed_dim)
    const places = stagePlaces(settings)
    for (const [stage, { name, width, depth, heads }] of places.entries()) {
      if (stage > 0) {
        addNorm(`${name}.downsample.norm`, 2 * width)
        shapes.set(`${name}.downsample.reduction.weight`, [width, 2 * width])
      }
      for (let index = 0; index < depth; index++) {
        const block = `${name}.blocks.${index}`
        addNorm(`${block}.norm1`, width)
        addDense(`${block}.attn.qkv`, width, 3 * width)
        shapes.set(`${block}.attn.relative_position_bias_table`, [(2 * window - 1) ** 2, heads])
        addDense(`${block}.attn.proj`, width, width)
        addNorm(`${block}.norm2`, width)
        addDense(`${block}.mlp.fc1`, width, hiddenWidth(settings, width))
        addDense(`${block}.mlp.fc2`, hiddenWidth(settings, width), width)
      }
    }
    const { width } = places.at(-1) as StagePlace
    addNorm('norm', width)
    addDense('head.fc', width, classes)
    return shapes
  },

  prepare(parameters, settings) {
    const places = stagePlaces(settings)
    const filter = tf.transpose(get<tf.Tensor4D>(parameters, 'patch_embed.proj.weight'), [2, 3, 1, 0])
    return {
      embed: {
        weight: tf.reshape(filter, [-1, settings.embed_dim]),
        bias: tf.clone(get<tf.Tensor1D>(parameters, 'patch_embed.proj.bias')),
      },
      embedNorm: {
        scale: tf.clone(get<tf.Tensor1D>(parameters, 'patch_embed.norm.weight')),
        shift: tf.clone(get<tf.Tensor1D>(parameters, 'patch_embed.norm.bias')),
      },
      merges: places.slice(1).map(({ name }) => prepareMerge(parameters, `${name}.downsample`)),
      blocks: places.map((place) =>
        Array.from({ length: place.depth }, (_, index) =>
          prepareBlock(parameters, `${place.name}.blocks.${index}`, place, settings.window),
        ),
      ),
      head: foldNorm(norm(parameters, 'norm'), dense(parameters, 'head.fc')),
    }
  },

  logits(prepared, settings, normalised) {
    const { patch } = settings
    const [count, height, width] = normalised.shape
    let grid: [number, number] = [height / patch, width / patch]
    const toGrid = (tokens: tf.Tensor): tf.Tensor4D => tf.reshape(tokens, [count, ...grid, -1])
    let x = apply(prepared.embed, merge(normalised, patch))
    x = tf.add(tf.mul(standardise(x), prepared.embedNorm.scale), prepared.embedNorm.shift)
    for (const [stage, { heads }] of stagePlaces(settings).entries()) {
      if (stage > 0) {
        const merged = merge(toGrid(x), 2)
        grid = [grid[0] / 2, grid[1] / 2]
        x = apply(prepared.merges[stage - 1] as Dense, standardise(merged))
      }
      for (const [index, block] of (prepared.blocks[stage] as readonly PreparedBlock[]).entries()) {
        const attended = attend(block, toGrid(standardise(x)), heads, settings.window, index % 2 === 1)
        x = tf.add(x, tf.reshape(attended, x.shape))
        const hidden = ACTIVATIONS[settings.activation](apply(block.fc1, standardise(x)))
        x = tf.add(x, apply(block.fc2, hidden))
      }
    }
    const pooled = tf.mean<tf.Tensor2D>(tf.reshape(standardise(x), [count, grid[0] * grid[1], -1]), 1)
    return apply(prepared.head, pooled)
  },

  fuse(prepared, settings, normalisation) {
    const stages = stagePlaces(settings).map(({ heads }, stage) => ({
      heads,
      merge: prepared.merges[stage - 1] ?? null,
      blocks: prepared.blocks[stage] as readonly PreparedBlock[],
    }))
    const { embed, embedNorm, head } = prepared
    const { patch, window, activation } = settings
    return fuseSwin(
      { patch, window, activation, normEpsilon: LAYER_NORM_EPSILON, embed, embedNorm, stages, head },
      normalisation,
    )
  },
}

function prepareMerge(parameters: Parameters, name: string): Dense {
  const weight = tf.transpose(get<tf.Tensor2D>(parameters, `${name}.reduction.weight`)) as tf.Tensor2D
  const { weight: folded, bias } = foldNorm(norm(parameters, `${name}.norm`), { weight })
  // timm lists the four merged tokens column by column, a block lists them row by row.
  const byToken = tf.reshape(folded, [2, 2, -1])
  return { weight: tf.reshape(tf.transpose(byToken, [1, 0, 2]), folded.shape), bias }
}

function prepareBlock(parameters: Parameters, name: string, place: StagePlace, window: number): PreparedBlock {
  const { width, heads } = place
  const qkv = foldNorm(norm(parameters, `${name}.norm1`), dense(parameters, `${name}.attn.qkv`))
  const part = (index: number): Dense => ({
    weight: tf.slice(qkv.weight, [0, index * width], [width, width]),
    bias: tf.slice(qkv.bias, [index * width], [width]),
  })
  const query = part(0)
  const scale = (width / heads) ** -0.5
  const table = get<tf.Tensor2D>(parameters, `${name}.attn.relative_position_bias_table`)
  const tokens = window * window
  const byPair = tf.gather(table, tf.tensor1d(relativePositions(window), 'int32'))
  return {
    query: { weight: tf.mul(query.weight, scale), bias: tf.mul(query.bias, scale) },
    key: part(1),
    value: part(2),
    bias: tf.reshape(tf.transpose(byPair), [heads, tokens, tokens]),
    proj: dense(parameters, `${name}.attn.proj`),
    fc1: foldNorm(norm(parameters, `${name}.norm2`), dense(parameters, `${name}.mlp.fc1`)),
    fc2: dense(parameters, `${name}.mlp.fc2`),
  }
}

/**
 * Attention within the windows of (N, height, width, C), shifted by half a
 * window on the way there and back. As in timm, an axis along which one window
 * covers the grid is not shifted.
 */
function attend(block: PreparedBlock, x: tf.Tensor4D, heads: number, window: number, isOdd: boolean): tf.Tensor4D {
  const [count, height, width, channels] = x.shape
  const shiftOf = (side: number) => (isOdd && side > window ? Math.floor(window / 2) : 0)
  const [down, right] = [shiftOf(height), shiftOf(width)]
  const tokens = window * window
  const windows = count * ((height * width) / tokens)
  const inputs = toBlocks(shiftCyclically(x, [down, right]), window)
  const byHead = (layer: Dense): tf.Tensor4D =>
    tf.transpose(tf.reshape(apply(layer, inputs), [windows, tokens, heads, channels / heads]), [0, 2, 1, 3])
  let scores: tf.Tensor = tf.matMul(byHead(block.query), byHead(block.key), false, true)
  if (down + right > 0) {
    const bias = tf.add(block.bias, shiftMask([height, width], window, [down, right]))
    scores = tf.add(tf.reshape(scores, [count, -1, tokens, tokens]), tf.reshape(bias, [-1, tokens, tokens]))
  } else {
    scores = tf.add(scores, block.bias)
  }
  const attention = tf.reshape(tf.softmax(scores), [windows, heads, tokens, tokens])
  const seen = tf.transpose(tf.matMul(attention, byHead(block.value)), [0, 2, 1, 3])
  const outputs = apply(block.proj, tf.reshape(seen, [windows * tokens, channels]))
  return shiftCyclically(fromBlocks(outputs, window, [height, width]), [-down, -right])
}

/** Blocks of `side` by `side` tokens (or pixels) side by side: (N, height, width, C) to (N * blocks, side * side * C). */
function merge(x: tf.Tensor4D, side: number): tf.Tensor2D {
  return tf.reshape(toBlocks(x, side), [-1, side * side * x.shape[3]])
}

const apply = ({ weight, bias }: Dense, x: tf.Tensor2D): tf.Tensor2D => tf.add(tf.matMul(x, weight), bias)

/** Layer norm without scale and shift, made of ops whose second derivatives are right. */
function standardise(x: tf.Tensor2D): tf.Tensor2D {
  const centred = tf.sub<tf.Tensor2D>(x, tf.mean(x, 1, true))
  return tf.mul(centred, tf.rsqrt(tf.add(tf.mean(tf.square(centred), 1, true), LAYER_NORM_EPSILON)))
}

/** The dense layer after a norm, such that it takes what `standardise` gives. */
function foldNorm({ scale, shift }: Norm, { weight, bias }: { weight: tf.Tensor2D; bias?: tf.Tensor1D }): Dense {
  const shifted = tf.reshape(tf.matMul(tf.reshape(shift, [1, -1]) as tf.Tensor2D, weight), [-1]) as tf.Tensor1D
  return { weight: tf.mul(weight, tf.reshape(scale, [-1, 1])), bias: bias ? tf.add(shifted, bias) : shifted }
}

function dense(parameters: Parameters, name: string): Dense {
  return {
    weight: tf.transpose(get<tf.Tensor2D>(parameters, `${name}.weight`)),
    bias: tf.clone(get<tf.Tensor1D>(parameters, `${name}.bias`)),
  }
}

function norm(parameters: Parameters, name: string): Norm {
  return { scale: get(parameters, `${name}.weight`), shift: get(parameters, `${name}.bias`) }
}

function get<T extends tf.Tensor>(parameters: Parameters, name: string): T {
  const parameter = parameters.get(name)
  if (parameter === undefined)
    throw new Error(`The parameter "${name}" is missing; load the model through its manifest.`)
  return parameter as T
}
