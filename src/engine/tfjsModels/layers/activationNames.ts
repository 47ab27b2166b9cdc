/** @file Activations by the names that Keras and tfjs give them: some of the same name are not the same. */
import { quoteValue } from '../../../quote'

/** tfjs's own, which are those of Keras 2. */
const OF_TFJS = [
  'elu',
  'gelu',
  'gelu_new',
  'linear',
  'log_softmax',
  'mish',
  'relu',
  'relu6',
  'selu',
  'sigmoid',
  'softmax',
  'softplus',
  'softsign',
  'swish',
  'tanh',
]

/** Activations that tfjs has none for, by the names under which they are registered with it, in its spelling. */
export const REGISTERED = {
  hardSigmoid: 'gradlensHardSigmoid',
  hardSwish: 'gradlensHardSwish',
  leakyRelu: 'gradlensLeakyRelu',
  exponential: 'gradlensExponential',
} as const

/** What Keras names, and what tfjs is asked for. */
const SAME_IN_BOTH: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  ...OF_TFJS.map((name) => [name, name] as const),
  // As tfjs itself writes them.
  ['logSoftmax', 'log_softmax'],
  ['silu', 'swish'],
  ['exponential', REGISTERED.exponential],
])

/** Keras 2's hard sigmoid is that of tfjs: 0.2 x + 0.5 within [0, 1]. */
const OF_KERAS_2: ReadonlyMap<unknown, string> = new Map([
  ['hard_sigmoid', 'hard_sigmoid'],
  ['hardSigmoid', 'hard_sigmoid'],
])

/** Keras 3's is x / 6 + 0.5 within [0, 1]. */
const OF_KERAS_3: ReadonlyMap<unknown, string> = new Map([
  ['hard_sigmoid', REGISTERED.hardSigmoid],
  ['hard_silu', REGISTERED.hardSwish],
  ['hard_swish', REGISTERED.hardSwish],
  ['leaky_relu', REGISTERED.leakyRelu],
])

/**
 * What tfjs is asked for.
 *
 * @param activation a name, or an object that holds one
 * @throws Error with one sentence that names the layer
 */
export function activationForTfjs(activation: unknown, layer: unknown, isKeras3: boolean): string {
  const name = nameIn(activation)
  const found = SAME_IN_BOTH.get(name) ?? (isKeras3 ? OF_KERAS_3 : OF_KERAS_2).get(name)
  if (found !== undefined) return found
  throw new Error(
    `The layer ${quoteValue(layer)} has the activation ${quoteValue(name)}, which TensorFlow.js does not compute; export the model to ONNX.`,
  )
}

/** "relu6" of { class_name: "function", config: "relu6" }, and "softmax" of { class_name: "softmax" }. */
function nameIn(activation: unknown): unknown {
  if (activation === null || activation === undefined) return 'linear'
  if (typeof activation !== 'object') return activation
  const { class_name: kind, config } = activation as { readonly class_name?: unknown; readonly config?: unknown }
  return kind === 'function' ? config : kind
}
