/** @file The ResNet as fused kernels: one for each convolution, forward and backward. */
import { CONVOLUTION } from '../../backend/webgpuKernels/convolution'
import { fusedHead, fusedHeadGradient } from '../../backend/webgpuKernels/head'
import { hasKernel } from '../../backend/webgpuKernels/runShader'
import * as tf from '../../tf'
import type { ActivationName } from '../activationNames'
import type { FusedNetwork, Normalisation } from '../fused'
import { type Convolution, convolve, convolveBack, pack } from '../fusedLayers'

export interface ResNetBlock {
  readonly conv1: Convolution
  readonly conv2: Convolution
  /** null: the block's input goes across as it is. */
  readonly shortcut: Convolution | null
}

/** A ResNet without max pooling. */
export interface ResNetLayers {
  readonly stem: Convolution
  readonly blocks: readonly ResNetBlock[]
  /** (channels, classes) and (classes) */
  readonly head: { readonly weight: tf.Tensor2D; readonly bias: tf.Tensor1D }
  readonly activation: ActivationName
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
          const last = next()
          let atSum = fusedHeadGradient(atLogits, head.weight, last.shape, last)
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
