/** @file The ResNet as fused kernels: one a convolution, forth and back. */
import {
  CONVOLUTION,
  type ConvolutionInputs,
  fusedConvolution,
  packFilter,
  type Source,
} from '../backend/webgpuKernels/convolution'
import { fusedHead, fusedHeadGradient } from '../backend/webgpuKernels/head'
import { hasKernel } from '../backend/webgpuKernels/runShader'
import * as tf from '../tf'
import type { ActivationName } from './activations'
import type { FusedNetwork, Normalisation } from './fused'

/** A convolution that the batch norm after it is folded into. */
export interface ResNetConvolution {
  /** (side, side, in, out) */
  readonly filter: tf.Tensor4D
  /** (out) */
  readonly shift: tf.Tensor1D
  readonly stride: 1 | 2
  readonly padding: number
}

export interface ResNetBlock {
  readonly conv1: ResNetConvolution
  readonly conv2: ResNetConvolution
  /** null: the block's input goes across as it is. */
  readonly shortcut: ResNetConvolution | null
}

/** A ResNet without max pooling. */
export interface ResNetLayers {
  readonly stem: ResNetConvolution
  readonly blocks: readonly ResNetBlock[]
  /** (channels, classes) and (classes) */
  readonly head: { readonly weight: tf.Tensor2D; readonly bias: tf.Tensor1D }
  readonly activation: ActivationName
}

/** A convolution as the kernel reads it, forth and back. A type, not an interface: tf.tidy takes only types that may be indexed. */
type Packed = {
  readonly side: number
  readonly stride: 1 | 2
  readonly padding: number
  readonly into: number
  readonly out: number
  readonly shift: tf.Tensor1D
  readonly filter: tf.Tensor
  readonly filterBack: tf.Tensor
}

function pack({ filter, shift, stride, padding }: ResNetConvolution): Packed {
  const [side, , into, out] = filter.shape
  const filterBack = packFilter(tf.transpose(filter, [0, 1, 3, 2]))
  return { side, stride, padding, into, out, shift: tf.clone(shift), filter: packFilter(filter), filterBack }
}

/** Null where the backend in use has no such kernels, or they do not suit the widths. The layers stay the caller's. */
export function fuseResNet(layers: ResNetLayers, { mean, std }: Normalisation): FusedNetwork | null {
  const { activation } = layers
  const widths = [layers.stem, ...layers.blocks.map(({ conv2 }) => conv2)].map(({ filter }) => filter.shape[3])
  if (!hasKernel(CONVOLUTION) || widths.some((width) => width % 4 !== 0)) return null

  const { stem, blocks, head } = tf.tidy(() => ({
    // Division by the deviation goes into the filter; the mean is taken from the pixels alone, not from the padding.
    stem: pack({ ...layers.stem, filter: tf.div(layers.stem.filter, tf.reshape([...std], [1, 1, 3, 1])) }),
    blocks: layers.blocks.map(({ conv1, conv2, shortcut }) => ({
      conv1: pack(conv1),
      conv2: pack(shortcut === null ? conv2 : { ...conv2, shift: tf.add(conv2.shift, shortcut.shift) }),
      shortcut: shortcut === null ? undefined : pack(shortcut),
    })),
    head: { weight: tf.clone(layers.head.weight), bias: tf.clone(layers.head.bias) },
  }))

  return {
    forward(pixels) {
      const [logits, ...slopes] = tf.tidy(() => {
        const slopes: tf.Tensor4D[] = []
        const activated = ([value, slope]: tf.Tensor4D[]): tf.Tensor4D => {
          slopes.push(slope as tf.Tensor4D)
          return value as tf.Tensor4D
        }
        let x = activated(convolve([{ conv: stem, x: pixels, mean }], { shift: stem.shift, activation }))
        for (const { conv1, conv2, shortcut } of blocks) {
          const { shift } = conv2
          const inner = activated(convolve([{ conv: conv1, x }], { shift: conv1.shift, activation }))
          const main = { conv: conv2, x: inner }
          x = activated(
            shortcut === undefined
              ? convolve([main], { shift, activation, addend: x })
              : convolve([main, { conv: shortcut, x }], { shift, activation }),
          )
        }
        return [fusedHead(x, head.weight, head.bias), ...slopes] as [tf.Tensor2D, ...tf.Tensor4D[]]
      })
      return {
        logits,
        backward(atLogits) {
          const left = [...slopes]
          /** Of what the layer before gives. */
          const next = () => left.pop() as tf.Tensor4D
          let atSum = fusedHeadGradient(atLogits, head.weight, next())
          for (const { conv1, conv2, shortcut } of blocks.toReversed()) {
            const innerSlope = next()
            const atInner = convolveBack([{ conv: conv2, x: atSum }], innerSlope.shape, { slope: innerSlope })
            const slope = next()
            const main = { conv: conv1, x: atInner }
            atSum =
              shortcut === undefined
                ? convolveBack([main], slope.shape, { slope, addend: atSum })
                : convolveBack([main, { conv: shortcut, x: atSum }], slope.shape, { slope })
          }
          return convolveBack([{ conv: stem, x: atSum }], pixels.shape, {})
        },
      }
    },

    dispose: () => tf.dispose([stem, blocks, head]),
  }
}

type Part = { readonly conv: Packed; readonly x: tf.Tensor4D; readonly mean?: readonly number[] }

const sourceOf = ({ conv, x, mean }: Part, isTransposed: boolean): Source => ({
  height: x.shape[1],
  width: x.shape[2],
  channels: x.shape[3],
  filterSide: conv.side,
  stride: conv.stride,
  padding: conv.padding,
  isTransposed,
  mean: mean ?? null,
})

/** The sum of convolutions that give pictures of one size: its activation, and that one's derivative. */
function convolve(parts: readonly Part[], rest: Pick<ConvolutionInputs, 'shift' | 'addend' | 'activation'>) {
  const { conv, x } = parts[0] as Part
  const side = (before: number) => Math.floor((before + 2 * conv.padding - conv.side) / conv.stride) + 1
  return fusedConvolution({
    sources: parts.map((part) => ({ ...sourceOf(part, false), x: part.x, filter: part.conv.filter })),
    size: [side(x.shape[1]), side(x.shape[2]), conv.out],
    ...rest,
  })
}

/** The sum of the gradients at what these convolutions were given, from those at what they gave. */
function convolveBack(
  parts: readonly Part[],
  [, height, width, channels]: readonly [number, number, number, number],
  rest: Pick<ConvolutionInputs, 'addend' | 'slope'>,
): tf.Tensor4D {
  const [result] = fusedConvolution({
    sources: parts.map((part) => ({ ...sourceOf(part, true), x: part.x, filter: part.conv.filterBack })),
    size: [height, width, channels],
    ...rest,
  })
  return result as tf.Tensor4D
}
