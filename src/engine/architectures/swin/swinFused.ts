/** @file The Swin as fused kernels: seven for each block forward, and seven backward. */
import {
  fusedAttention,
  fusedAttentionGradient,
  isAttentionFused,
  type Windows,
} from '../../backend/webgpuKernels/attention'
import { CONVOLUTION } from '../../backend/webgpuKernels/convolution'
import { fusedHead, fusedHeadGradient } from '../../backend/webgpuKernels/head'
import { fusedLayerNorm, fusedLayerNormGradient, type Normed } from '../../backend/webgpuKernels/layerNorm'
import { hasKernel } from '../../backend/webgpuKernels/runShader'
import * as tf from '../../tf'
import type { ActivationName } from '../activationNames'
import type { FusedNetwork, Normalisation } from '../fused'
import { convolve, convolveBack, type Packed, pack } from '../fusedLayers'
import { fromBlocks, toBlocks } from '../layers/blocks'
import { MASKED } from './windows'

/** weight (in, out), bias (out); a layer norm's scale and shift before it are folded into them. */
export interface SwinDense {
  readonly weight: tf.Tensor2D
  readonly bias: tf.Tensor1D
}

export interface SwinBlock {
  /** Scaled. */
  readonly query: SwinDense
  readonly key: SwinDense
  readonly value: SwinDense
  /** (heads, tokens, tokens), over queries, then keys. */
  readonly bias: tf.Tensor3D
  readonly proj: SwinDense
  readonly fc1: SwinDense
  readonly fc2: SwinDense
}

export interface SwinLayers {
  readonly patch: number
  readonly window: number
  readonly activation: ActivationName
  readonly normEpsilon: number
  /** Takes the pixels of a patch, row by row. */
  readonly embed: SwinDense
  readonly embedNorm: { readonly scale: tf.Tensor1D; readonly shift: tf.Tensor1D }
  readonly stages: readonly {
    readonly heads: number
    /** Takes the tokens of a square of two by two, row by row; null before the first stage. */
    readonly merge: SwinDense | null
    readonly blocks: readonly SwinBlock[]
  }[]
  readonly head: SwinDense
}

/** A dense layer is a convolution of single pixels. */
const packDense = ({ weight, bias }: SwinDense): Packed => {
  const filter = tf.reshape(weight, [1, 1, ...weight.shape]) as tf.Tensor4D
  return pack({ filter, shift: bias, stride: 1, padding: 0 })
}

/** Layers that are given the same, as one. */
const join = (layers: readonly SwinDense[]): SwinDense => ({
  weight: tf.concat(
    layers.map(({ weight }) => weight),
    1,
  ),
  bias: tf.concat(layers.map(({ bias }) => bias)),
})

/** The backward pass through one part of the net: from the gradient at its result to that at what it was given. */
type WayBack = (gradient: tf.Tensor4D) => tf.Tensor4D

/** Null where the backend in use has no such kernels, or they do not suit the settings. The layers stay the caller's. */
export function fuseSwin(layers: SwinLayers, { mean, std }: Normalisation): FusedNetwork | null {
  const { patch, window, activation, normEpsilon } = layers
  const suits =
    patch <= 2 &&
    layers.stages.every(({ heads, blocks }) =>
      blocks.every(({ proj, fc1 }) => {
        const [width] = proj.weight.shape
        return isAttentionFused(window, width / heads) && fc1.weight.shape[1] % 4 === 0
      }),
    )
  if (!hasKernel(CONVOLUTION) || !suits) return null

  const { embed, scale, shift, stages, head } = tf.tidy(() => {
    const filter = tf.reshape(layers.embed.weight, [patch, patch, 3, -1])
    return {
      embed: pack({
        filter: tf.div(filter, tf.reshape([...std], [1, 1, 3, 1])),
        shift: layers.embed.bias,
        stride: patch as 1 | 2,
        padding: 0,
      }),
      scale: tf.clone(layers.embedNorm.scale),
      shift: tf.clone(layers.embedNorm.shift),
      stages: layers.stages.map(({ merge, blocks }) => ({
        merge: merge === null ? undefined : packDense(merge),
        blocks: blocks.map(({ query, key, value, bias, proj, fc1, fc2 }) => ({
          qkv: packDense(join([query, key, value])),
          bias: tf.clone(bias),
          proj: packDense(proj),
          fc1: packDense(fc1),
          fc2: packDense(fc2),
        })),
      })),
      head: { weight: tf.clone(layers.head.weight), bias: tf.clone(layers.head.bias) },
    }
  })

  const norm = (x: tf.Tensor4D): Normed => fusedLayerNorm(x, normEpsilon)
  const dense = (conv: Packed, x: tf.Tensor4D, addend?: tf.Tensor4D) =>
    convolve([{ conv, x }], { shift: conv.shift, ...(addend && { addend }) })[0] as tf.Tensor4D
  const denseBack = (conv: Packed, x: tf.Tensor4D, slope?: tf.Tensor4D) =>
    convolveBack([{ conv, x }], [x.shape[0], x.shape[1], x.shape[2], conv.into], slope ? { slope } : {})

  function passBlock(
    { qkv, bias, proj, fc1, fc2 }: (typeof stages)[number]['blocks'][number],
    x: tf.Tensor4D,
    heads: number,
    isOdd: boolean,
  ): [tf.Tensor4D, WayBack] {
    // As in timm, an axis along which one window covers the grid is not shifted.
    const shiftOf = (side: number) => (isOdd && side > window ? Math.floor(window / 2) : 0)
    const windows: Windows = { heads, window, shift: [shiftOf(x.shape[1]), shiftOf(x.shape[2])], masked: MASKED }
    const before = norm(x)
    const parts = dense(qkv, before.y)
    const attended = dense(proj, fusedAttention(parts, bias, windows), x)
    const between = norm(attended)
    const [hidden, slope] = convolve([{ conv: fc1, x: between.y }], { shift: fc1.shift, activation })
    const result = dense(fc2, hidden as tf.Tensor4D, attended)
    return [
      result,
      (gradient) => {
        const atHidden = denseBack(fc2, gradient, slope)
        const atAttended = fusedLayerNormGradient(denseBack(fc1, atHidden), between, gradient)
        const atParts = fusedAttentionGradient(denseBack(proj, atAttended), parts, bias, windows)
        return fusedLayerNormGradient(denseBack(qkv, atParts), before, atAttended)
      },
    ]
  }

  function passMerge(merge: Packed, x: tf.Tensor4D): [tf.Tensor4D, WayBack] {
    const [count, height, width, channels] = x.shape
    const squares = norm(tf.reshape(toBlocks(x, 2), [count, height / 2, width / 2, 4 * channels]))
    return [
      dense(merge, squares.y),
      (gradient) => {
        const atSquares = fusedLayerNormGradient(denseBack(merge, gradient), squares)
        return fromBlocks(tf.reshape(atSquares, [-1, channels]), 2, [height, width])
      },
    ]
  }

  return {
    forward(pixels) {
      const waysBack: WayBack[] = []
      const pass = ([result, wayBack]: [tf.Tensor4D, WayBack]): tf.Tensor4D => {
        waysBack.push(wayBack)
        return result
      }
      const [embedded] = convolve([{ conv: embed, x: pixels, mean }], { shift: embed.shift })
      const first = norm(embedded as tf.Tensor4D)
      let x = tf.add(tf.mul(first.y, scale), shift) as tf.Tensor4D
      waysBack.push((gradient) => {
        const atEmbedded = fusedLayerNormGradient(tf.mul(gradient, scale), first)
        return convolveBack([{ conv: embed, x: atEmbedded }], pixels.shape, {})
      })
      for (const [stage, { merge, blocks }] of stages.entries()) {
        if (merge !== undefined) x = pass(passMerge(merge, x))
        const { heads } = layers.stages[stage] as { heads: number }
        for (const [index, block] of blocks.entries()) x = pass(passBlock(block, x, heads, index % 2 === 1))
      }
      const last = norm(x)
      return {
        logits: fusedHead(last.y, head.weight, head.bias),
        backward(atLogits) {
          const atLast = fusedHeadGradient(atLogits, head.weight, last.y.shape)
          const gradient = fusedLayerNormGradient(atLast, last)
          return waysBack.reduceRight((at, wayBack) => wayBack(at), gradient)
        },
      }
    },

    dispose: () => tf.dispose([embed, scale, shift, stages, head] as tf.TensorContainer),
  }
}
