/** @file What can be set of a fine-tuning: its bounds, what is usual, and the run that it makes. */
import type { ObjectiveDescription } from '../engine/training/types'
import type { FinetuneForm, FinetuneSetup, FinetuneState } from './finetune'

export const FINETUNE_LIMITS = {
  epsilon255: { min: 0.1, max: 64 },
  lambda: { min: 0, max: 2 },
  learningRate: { min: 1e-6, max: 1 },
  steps: { min: 1, max: 100_000 },
  batchSize: { min: 1, max: 512 },
  seed: { min: 0, max: 2 ** 31 - 1 },
  trainPictures: { min: 1, max: 20_000 },
  heldBackPictures: { min: 1, max: 1000 },
} as const

/** The natural models that a fine-tuning may start from, the first that the zoo has. */
export const USUAL_START = 'fashion-mnist-resnet-gelu-natural'

/** PGD steps that held-back pictures are judged by. */
const JUDGE_STEPS = 10
/** Measurements of a run, the first and the last beside them. */
const MEASURES_A_RUN = 12

export const initialFinetune: FinetuneState = {
  form: {
    modelId: null,
    objectiveId: 'gradient-norm',
    objectiveSettings: {},
    epsilon255: 16,
    lambda: 1.2,
    learningRate: 0.003,
    steps: 240,
    batchSize: 32,
    activation: null,
    seed: 1,
    pictures: 'builtIn',
    trainPictures: 4000,
    heldBackPictures: 100,
  },
  objectives: [],
  run: null,
  problem: null,
  storageProblem: null,
}

/** The settings that an objective takes of what is set, over its defaults. */
export function objectiveSettings(form: FinetuneForm, { defaults }: Pick<ObjectiveDescription, 'defaults'>) {
  const shared: Readonly<Record<string, unknown>> = { epsilon255: form.epsilon255, lambda: form.lambda }
  const own = { ...shared, ...form.objectiveSettings }
  return Object.fromEntries(Object.entries(defaults).map(([name, usual]) => [name, own[name] ?? usual]))
}

/** Another objective, with its own lambda and settings as usual. */
export function changeObjective(objective: ObjectiveDescription): Partial<FinetuneForm> {
  const { lambda } = objective.defaults
  return {
    objectiveId: objective.id,
    objectiveSettings: {},
    ...(typeof lambda === 'number' && { lambda }),
  }
}

/** Throws one sentence where something of it can not be run. */
export function setupOf(
  form: FinetuneForm,
  objectives: readonly ObjectiveDescription[],
  modelId: string,
  source: FinetuneSetup['source'],
): FinetuneSetup {
  for (const [name, { min, max }] of Object.entries(FINETUNE_LIMITS)) {
    const value = form[name as keyof typeof FINETUNE_LIMITS]
    if (!(value >= min && value <= max)) throw new Error(`The ${WORDS[name]} is ${value}; choose ${min} to ${max}.`)
  }
  const objective = objectives.find(({ id }) => id === form.objectiveId)
  if (objective === undefined) throw new Error('The engine does not run yet; begin when it does.')
  const { id, name, parts, derivatives } = objective
  const { steps, batchSize, activation, seed, learningRate, epsilon255 } = form
  return {
    modelId,
    objective: { id, name, parts, derivatives },
    settings: {
      objective: { id, settings: objectiveSettings(form, objective) },
      optimizer: { id: 'adamw' },
      schedule: { learningRate, steps },
      // The penalty, or the attack, is in force from the first third on.
      rampSteps: Math.round(steps / 3),
      batchSize,
      // Over the last twentieth of the run: a longer average would be that of a short run's beginning.
      averageDecay: Math.min(0.998, Math.max(0, 1 - 20 / steps)),
      augmentation: { flip: true, cropMargin: 2 },
      activation,
      seed,
    },
    source,
    trainPictures: form.trainPictures,
    heldBackPictures: form.heldBackPictures,
    attack: { epsilon255, steps: JUDGE_STEPS },
    measureEvery: Math.max(1, Math.ceil(steps / MEASURES_A_RUN)),
  }
}

const WORDS: Readonly<Record<string, string>> = {
  epsilon255: 'epsilon',
  lambda: 'lambda',
  learningRate: 'learning rate',
  steps: 'number of steps',
  batchSize: 'batch size',
  seed: 'seed',
  trainPictures: 'number of pictures to train on',
  heldBackPictures: 'number of held-back pictures',
}
