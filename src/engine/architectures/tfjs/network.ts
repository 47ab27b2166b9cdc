import * as tf from '../../tf'
import type { WholeNumbers } from '../../tfjsModels/file/types'
import type { Architecture } from '../types'
import { tfjsDescription } from './description'
import type { TfjsSettings } from './settings'

/** A model whose weights are bound. A function, so that disposing of this leaves the parameters alone. */
interface PreparedTfjs {
  readonly wholeNumbers: readonly tf.Tensor[]
  readonly compute: (images: tf.Tensor4D) => tf.Tensor
}

/** Loaded with the first model that tfjs's own loaders read. */
const loaders: { programs?: typeof import('../../tfjsModels/compute/programs') } = {}

export const tfjs: Architecture<TfjsSettings, PreparedTfjs> = {
  ...tfjsDescription,

  async load(settings) {
    loaders.programs ??= await import('../../tfjsModels/compute/programs')
    await loaders.programs.readProgram(settings)
  },

  prepare(parameters, settings) {
    const { names, wholeNumbers } = settings
    if (loaders.programs === undefined)
      throw new Error('What reads models of TensorFlow.js is not loaded; open the model again.')
    const program = loaders.programs.programOf(settings)
    const constants = wholeNumbers.map((each) => [each.name, tensorOf(each)] as const)
    const weights = new Map([
      ...[...names].map(([name, stored]) => [name, parameters.get(stored) as tf.Tensor] as const),
      ...constants,
    ])
    return {
      wholeNumbers: constants.map(([, tensor]) => tensor),
      compute: (images) => program.compute(weights, images),
    }
  },

  logits: ({ compute }, _settings, normalised) => tf.reshape(compute(normalised), [normalised.shape[0], -1]),
}

const tensorOf = ({ values, shape, dtype }: WholeNumbers): tf.Tensor => tf.tensor([...values], [...shape], dtype)
