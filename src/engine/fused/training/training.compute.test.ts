import { beforeAll, describe, expect, it } from 'vitest'
import { expectClose } from '../../../testing/allclose'
import { onCpu, prepareBackend } from '../../../testing/backends'
import { uniform } from '../../../testing/finiteDifferences'
import { FUSED_CASES } from '../../../testing/fused/cases'
import { composeNetwork } from '../../../testing/fused/composeNetwork'
import { between, type FusedCase, RandomParameters } from '../../../testing/fused/fusedCase'
import { ACTIVATION_NAMES } from '../../architectures/activationNames'
import * as tf from '../../tf'
import { NetworkBuilder } from '../networkBuilder'
import type { Derivatives } from './differentiableNetwork'
import { TrainingNetwork } from './trainingNetwork'

const NORMALISATION = { mean: [0.5, 0.45, 0.4], std: [0.25, 0.2, 0.3] }
const IMAGES = 2
const TOLERANCE = 1e-4

const ACTIVATIONS = ACTIVATION_NAMES.map((activation) =>
  between(`a block of ${activation}`, [6, 5], 7, (network, parameters, x) => {
    const inner = network.activation(
      network.convolution(x, { ...parameters.filter([3, 3], 7, 9), padding: 1, stride: 2 }),
      activation,
    )
    const outer = network.convolution(inner, { ...parameters.filter([3, 3], 9, 9), padding: 1 })
    return network.activation(
      network.add(outer, network.convolution(x, { ...parameters.filter([1, 1], 7, 9), stride: 2 })),
      activation,
    )
  }),
)
/** Of so many channels that gradients at filters are computed by tiles. */
const BY_TILES = between('a block by tiles', [7, 6], 16, (network, parameters, x) => {
  const inner = network.activation(network.convolution(x, { ...parameters.filter([3, 3], 16, 24), padding: 1 }), 'gelu')
  return network.add(network.convolution(inner, { ...parameters.filter([3, 3], 24, 16), padding: 1 }), x)
})
const CASES = [...FUSED_CASES, ...ACTIVATIONS, BY_TILES]

/** Notes the parameters, or gives out others in their place. */
class ListedParameters extends RandomParameters {
  readonly made: tf.Tensor[] = []

  constructor(private readonly given: readonly tf.Tensor[] | null = null) {
    super()
  }

  override of(shape: readonly number[], low = -1, high = 1): tf.Tensor {
    const parameter = this.given?.[this.made.length] ?? super.of(shape, low, high)
    this.made.push(parameter)
    return parameter
  }
}

type Forward = (pixels: tf.Tensor4D) => tf.Tensor2D
type Bind = (parameters: readonly tf.Tensor[], derivatives: Derivatives) => Forward

/** Depends on the logits; and on their gradients at the pixels, of two scalars, if it differentiates twice. */
function loss(forward: Forward, pixels: tf.Tensor4D, derivatives: Derivatives): tf.Scalar {
  const logits = forward(pixels)
  const own: tf.Scalar = tf.sum(tf.mul(logits, uniform(logits.shape, -1, 1, 3)))
  if (derivatives === 'first') return own
  const norms = [tf.square(logits), tf.mul(logits, uniform(logits.shape, -1, 1, 4))].map((scalars) => {
    const gradient = tf.grad(() => tf.sum(scalars) as tf.Scalar)(pixels)
    return tf.sum(tf.square(gradient)) as tf.Scalar
  })
  return tf.addN([own, ...norms])
}

/** The loss's gradients at the parameters and, if it differentiates once, at the pixels. */
async function gradients(one: FusedCase, bind: Bind, derivatives: Derivatives): Promise<Float32Array[]> {
  const found = tf.tidy(() => {
    const listed = new ListedParameters()
    one.build(new NetworkBuilder(one.size), listed)
    const pixels = uniform([IMAGES, ...one.size], 0, 1, 7) as tf.Tensor4D
    const inputs = derivatives === 'first' ? [...listed.made, pixels] : listed.made
    return tf.grads((...values: tf.Tensor[]) => {
      const x = derivatives === 'first' ? (values.at(-1) as tf.Tensor4D) : pixels
      return loss(bind(values.slice(0, listed.made.length), derivatives), x, derivatives)
    })(inputs)
  })
  const values = await Promise.all(found.map((tensor) => tensor.data<'float32'>()))
  tf.dispose(found)
  return values
}

const composed =
  (one: FusedCase): Bind =>
  (parameters) => {
    const network = new NetworkBuilder(one.size)
    const logits = one.build(network, new ListedParameters(parameters))
    return composeNetwork({ images: network.images, layers: network.layers, logits }, NORMALISATION)
  }

const fusedBy =
  (network: TrainingNetwork, one: FusedCase): Bind =>
  (parameters, derivatives) => {
    const build = (builder: NetworkBuilder) => one.build(builder, new ListedParameters(parameters))
    const forward = network.bind(build, one.size, NORMALISATION, derivatives)
    if (forward === null) throw new Error(`No kernels train ${one.name}.`)
    return forward
  }

/** Of a network's layers, those which are trained by tfjs's own ops. */
const COMPOSED =
  /attention|layer norm|normed|max pooling|groups|depthwise|dilated|shift per value|class token|pooled before|scaled branch/

describe('training by fused kernels', () => {
  beforeAll(() => prepareBackend('wasm'))

  it.each(CASES.filter(({ name }) => !COMPOSED.test(name)).map((one) => [one.name, one] as const))(
    'gives the gradients of tfjs’s ops, once and twice: %s',
    async (_, one) => {
      const before = tf.memory().numTensors
      const network = new TrainingNetwork()
      for (const derivatives of ['first', 'second'] as const) {
        const found = await gradients(one, fusedBy(network, one), derivatives)
        const expected = await onCpu(() => gradients(one, composed(one), derivatives))
        // One by one: a shift that changes nothing has a gradient of rounding errors.
        const all = (lists: readonly Float32Array[]) => lists.flatMap((values) => [...values])
        expectClose(all(found), all(expected), TOLERANCE)
      }
      network.dispose()
      expect(tf.memory().numTensors, 'tensors left').toBe(before)
    },
  )

  it('leaves to tfjs’s ops what it has no gradients for', () => {
    for (const one of CASES.filter(({ name }) => COMPOSED.test(name))) {
      const network = new TrainingNetwork()
      const build = (builder: NetworkBuilder) => one.build(builder, new RandomParameters())
      const forward = tf.tidy(() => ({
        isNull: Number(network.bind(build, one.size, NORMALISATION, 'first') === null),
      }))
      expect(forward, one.name).toEqual({ isNull: 1 })
      network.dispose()
    }
  })

  it('repeats a pass whose memory was used for another', async () => {
    const one = ACTIVATIONS[1] as FusedCase
    const network = new TrainingNetwork()
    const disturbed: Bind = (parameters, derivatives) => {
      const forward = fusedBy(network, one)(parameters, derivatives)
      return (pixels) => {
        const logits = forward(pixels)
        tf.tidy(() => forward(tf.mul(pixels, 0.5)))
        return logits
      }
    }
    for (const derivatives of ['first', 'second'] as const) {
      const found = await gradients(one, disturbed, derivatives)
      const expected = await gradients(one, fusedBy(network, one), derivatives)
      for (const [i, values] of expected.entries()) expectClose(found[i] as Float32Array, values, 1e-6)
    }
    network.dispose()
  })
})
