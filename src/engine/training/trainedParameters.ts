import { byCount, countOf } from '../../countOf'
import { isLearned } from '../checkpoints/learned'

/** @file Selects the parameters of a model that are trained. */

export interface TrainedChoice {
  /** How many of the last stages are trained, with the head; null for everything, 0 for the head alone. */
  readonly lastStages: number | null
  /** Whether scale and shift of batch norm are trained. Its running statistics never are. */
  readonly batchNormAffine: boolean
}

/**
 * How sources name stages: layer1 (ResNet), layers.0 (Swin), stages.0 (ConvNeXt), blocks.0 (ViT); block1 (WideResNet),
 * layer.0 and layer_0 (DeepMind's); features.1 and encoder.layers.encoder_layer_0 (torchvision).
 */
const STAGE =
  /^(layer\d+|block\d+|layer_\d+|(?:layers?|stages|blocks|features)\.\d+|encoder\.layers\.encoder_layer_\d+)\./

/**
 * The names that are trained, in the order given.
 *
 * @param names all of a model's tensors, from the first layer to the last
 */
export function trainedNames(names: readonly string[], { lastStages, batchNormAffine }: TrainedChoice): string[] {
  const running = names.filter((name) => !isLearned(name))
  const affine = new Set(running.flatMap((name) => ['weight', 'bias'].map((part) => name.replace(/running_.*/, part))))
  const reached = names.slice(firstTrained(names, lastStages))
  const trained = reached.filter((name) => isLearned(name) && (batchNormAffine || !affine.has(name)))
  if (trained.length === 0) throw new Error('No parameter is left to train; choose more stages.')
  return trained
}

/** In a plain sequence, every layer but the last is a stage. */
function layersOf(names: readonly string[]): (name: string) => string | undefined {
  const layerOf = (name: string) => name.replace(/\.[^.]*$/, '')
  const head = layerOf(names.at(-1) ?? '')
  return (name) => (layerOf(name) === head ? undefined : layerOf(name))
}

/** Index of the first name within the last stages. */
function firstTrained(names: readonly string[], lastStages: number | null): number {
  if (lastStages === null) return 0
  const stageOf = names.some((name) => STAGE.test(name)) ? (name: string) => STAGE.exec(name)?.[1] : layersOf(names)
  const stages = [...new Set(names.map(stageOf).filter((stage) => stage !== undefined))]
  if (lastStages > stages.length) {
    throw new Error(
      `The last ${countOf(lastStages, 'stage')} ${byCount(lastStages, 'is', 'are')} to be trained where the model has ${stages.length}; choose fewer.`,
    )
  }
  if (lastStages === 0) return names.findLastIndex((name) => stageOf(name) !== undefined) + 1
  return names.findIndex((name) => stageOf(name) === stages.at(-lastStages))
}
