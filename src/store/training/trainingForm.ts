/** @file What can be set of a training: its bounds, what is usual, and what is wrong with it. */
import { countOf } from '../../countOf'
import type { TrainingSettingsInput } from '../../engine/training/settings'
import type { ObjectiveDescription, OptimizerDescription, TrainingDescription } from '../../engine/training/types'
import { NOTHING_OPEN } from '../data/dataSource'
import type { NamedSettings } from '../settings/values'
import type { AppState } from '../types'
import type { ChosenForm, SettingsChoice, TrainingForm, TrainingState } from './training'

/** Where they have a counterpart there, the engine's own, so that what can be typed can be run. */
export const TRAINING_LIMITS = {
  epsilon255: { min: 0.01, max: 255 },
  attackSteps: { min: 1, max: 100 },
  lambda: { min: 0, max: 2 },
  learningRate: { min: 1e-7, max: 10 },
  warmupShare: { min: 0, max: 1 },
  steps: { min: 1, max: 100_000 },
  rampSteps: { min: 0, max: 100_000 },
  batchSize: { min: 1, max: 512 },
  microBatchSize: { min: 1, max: 512 },
  clipNorm: { min: 1e-6, max: 1e6 },
  averageDecay: { min: 0, max: 0.99999 },
  cropMargin: { min: 0, max: 64 },
  seed: { min: 0, max: 2 ** 31 - 1 },
  trainImages: { min: 1, max: 50_000 },
  heldOutImages: { min: 1, max: 10_000 },
  evaluateEvery: { min: 1, max: 100_000 },
  mapImages: { min: 1, max: 12 },
  checkpointEvery: { min: 1, max: 100_000 },
  lambdas: { min: 1, max: 24 },
} as const

/** The model that a training starts from unless another is chosen: the smallest, whose images come with the page. */
const USUAL_START = 'fashion-mnist-resnet-gelu-natural'
const USUAL_OBJECTIVE = 'gradient-norm'
const USUAL_OPTIMIZER = 'adamw'
/** That of the zoo's models for Fashion-MNIST. */
const USUAL_EPSILON255 = 16

export const initialTraining: TrainingState = {
  form: {
    modelId: null,
    objective: null,
    optimizer: null,
    learningRate: 0.003,
    warmupShare: 0.1,
    steps: 240,
    rampSteps: 60,
    batchSize: 32,
    microBatchSize: null,
    clipNorm: 1,
    // Over the last tenth of the run: a longer average would be that of a short run's beginning.
    averageDecay: 0.96,
    augmentation: { flip: true, cropMargin: 2 },
    trained: { lastStages: null, batchNormAffine: true },
    activation: null,
    seed: 1,
    data: { from: 'builtIn', trainImages: 4000, heldOutImages: 100, seed: 1 },
    attack: { epsilon255: USUAL_EPSILON255, stepSize255: USUAL_EPSILON255 / 4, steps: 10 },
    evaluateEvery: 20,
    mapImages: 6,
    checkpointEvery: 20,
    sweep: { lambdas: [0, 0.4, 0.8, 1.2, 1.6, 2], steps: 120 },
  },
  offered: null,
  data: NOTHING_OPEN,
  run: null,
  isElsewhere: false,
  sweep: null,
  isSweepElsewhere: false,
  problem: null,
}

export const hasLambda = ({ defaults }: ObjectiveDescription): boolean => 'lambda' in defaults

/** The model that a training would start from, or null where the zoo is empty. */
export function startModelId({ training: { form }, zoo }: AppState): string | null {
  const has = (id: string) => zoo.some((model) => model.id === id)
  if (form.modelId !== null && has(form.modelId)) return form.modelId
  return has(USUAL_START) ? USUAL_START : (zoo[0]?.id ?? null)
}

/** What is set once the engine has told what there is; nothing that was chosen already. */
export function usualChoices(form: TrainingForm, offered: TrainingDescription): Partial<TrainingForm> {
  const objective = offered.objectives.find(({ id }) => id === USUAL_OBJECTIVE)
  const optimizer = offered.optimizers.find(({ id }) => id === USUAL_OPTIMIZER)
  const epsilon255 = form.attack.epsilon255
  return {
    objective: form.objective ?? (objective ? withDefaults(objective, { epsilon255 }) : null),
    optimizer: form.optimizer ?? (optimizer ? withDefaults(optimizer, {}) : null),
  }
}

/** Another objective or optimiser: its defaults, and of the settings before those that both have and that were changed. */
export function switchChoice(
  to: OptimizerDescription,
  from: SettingsChoice | null,
  known: readonly OptimizerDescription[],
): SettingsChoice {
  const usual = known.find(({ id }) => id === from?.id)?.defaults ?? {}
  const changed = Object.entries(from?.settings ?? {}).filter(([name, value]) => !isAlike(value, usual[name]))
  return withDefaults(to, Object.fromEntries(changed))
}

function withDefaults({ id, defaults }: OptimizerDescription, own: NamedSettings): SettingsChoice {
  const settings = Object.entries(defaults).map(([name, usual]) => [name, Object.hasOwn(own, name) ? own[name] : usual])
  return { id, settings: Object.fromEntries(settings) }
}

/** With one setting changed. */
export const withValue = (choice: SettingsChoice, name: string, value: unknown): SettingsChoice => ({
  ...choice,
  settings: { ...choice.settings, [name]: value },
})

const isAlike = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

export const isChosen = (form: TrainingForm): form is ChosenForm => form.objective !== null && form.optimizer !== null

/** What of the form can not be run, in one sentence, or null. The objective's own settings are checked by the engine. */
export function trainingProblem(form: TrainingForm): string | null {
  if (!isChosen(form)) return 'The engine does not run yet; begin when it does.'
  const { data, attack, augmentation } = form
  const values: Partial<Record<keyof typeof TRAINING_LIMITS, number | null>> = {
    trainImages: data.trainImages,
    heldOutImages: data.heldOutImages,
    learningRate: form.learningRate,
    warmupShare: form.warmupShare,
    steps: form.steps,
    rampSteps: form.rampSteps,
    batchSize: form.batchSize,
    microBatchSize: form.microBatchSize,
    clipNorm: form.clipNorm,
    averageDecay: form.averageDecay,
    cropMargin: augmentation.cropMargin,
    epsilon255: attack.epsilon255,
    attackSteps: attack.steps,
    evaluateEvery: form.evaluateEvery,
    mapImages: form.mapImages,
    checkpointEvery: form.checkpointEvery,
    seed: form.seed,
  }
  for (const [name, value] of Object.entries(values)) {
    const { min, max } = TRAINING_LIMITS[name as keyof typeof TRAINING_LIMITS]
    if (value !== null && !(value >= min && value <= max)) {
      return `The setting “${name}” is ${value}; choose a number from ${min} to ${max}.`
    }
  }
  return null
}

export function sweepProblem({ sweep }: TrainingForm): string | null {
  const { lambda, lambdas, steps } = TRAINING_LIMITS
  const count = new Set(sweep.lambdas).size
  if (count < lambdas.min || count > lambdas.max) {
    return `There are ${countOf(count, 'lambda')}; choose ${lambdas.min} to ${lambdas.max}.`
  }
  const wrong = sweep.lambdas.find((value) => !(value >= lambda.min && value <= lambda.max))
  if (wrong !== undefined) return `One lambda is ${wrong}; choose numbers from ${lambda.min} to ${lambda.max}.`
  if (!(sweep.steps >= steps.min && sweep.steps <= steps.max)) {
    return `The sweep's steps are ${sweep.steps}; choose ${steps.min} to ${steps.max}.`
  }
  return null
}

/** A form as the engine takes it. */
export function trainingSettings(form: ChosenForm): TrainingSettingsInput {
  const { objective, optimizer, learningRate, warmupShare, steps, rampSteps, batchSize, microBatchSize } = form
  const { clipNorm, averageDecay, augmentation, trained, activation, seed } = form
  return {
    objective,
    optimizer,
    schedule: { learningRate, warmupShare, steps },
    rampSteps,
    batchSize,
    microBatchSize,
    clipNorm,
    averageDecay,
    augmentation,
    trained,
    activation,
    seed,
  }
}
