/** @file The settings of a training: their bounds and defaults, and what is wrong with them. */
import { isAllowed } from '../../engine/settings/numberSettings'
import { numbersProblem } from '../../engine/settings/problem'
import type { TrainingSettingsInput } from '../../engine/training/settings'
import type { ObjectiveDescription, OptimizerDescription, TrainingDescription } from '../../engine/training/types'
import { NOTHING_OPEN } from '../data/dataSource'
import type { NamedSettings } from '../settings/values'
import type { AppState } from '../types'
import type { ChosenForm, SettingsChoice, TrainingForm, TrainingState } from './training'
import { SWEEP_FIELDS, TRAINING_FIELDS } from './trainingNumbers'

/** The default model to start a training from: the smallest, whose images come with the page. */
const USUAL_START = 'fashion-mnist-resnet-gelu-natural'
const USUAL_OBJECTIVE = 'gradient-norm'
const USUAL_OPTIMIZER = 'adamw'
/** As for the zoo's models of Fashion-MNIST. */
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
    // Over the last tenth of the run: a longer average would still include the beginning of a short run.
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
  missingModels: [],
  data: NOTHING_OPEN,
  run: null,
  isElsewhere: false,
  starting: false,
  sweep: null,
  isSweepElsewhere: false,
  problem: null,
}

export const hasLambda = ({ defaults }: ObjectiveDescription): boolean => 'lambda' in defaults

/** The model that a training would start from, or null if the zoo is empty. */
export function startModelId({ training: { form }, zoo }: AppState): string | null {
  const has = (id: string) => zoo.some((model) => model.id === id)
  if (form.modelId !== null && has(form.modelId)) return form.modelId
  return has(USUAL_START) ? USUAL_START : (zoo[0]?.id ?? null)
}

/** What is set once the engine has listed its choices, except what was chosen already. */
export function usualChoices(form: TrainingForm, offered: TrainingDescription): Partial<TrainingForm> {
  const objective = offered.objectives.find(({ id }) => id === USUAL_OBJECTIVE)
  const optimizer = offered.optimizers.find(({ id }) => id === USUAL_OPTIMIZER)
  const epsilon255 = form.attack.epsilon255
  return {
    objective: form.objective ?? (objective ? withDefaults(objective, { epsilon255 }) : null),
    optimizer: form.optimizer ?? (optimizer ? withDefaults(optimizer, {}) : null),
  }
}

/** Another objective or optimiser with its defaults, keeping changed settings that both have. */
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

/** What is wrong with the form, in one sentence, or null. The engine checks the objective's own settings. */
export function trainingProblem(form: TrainingForm): string | null {
  if (!isChosen(form)) return 'The engine is still starting; begin once it runs.'
  const { data, attack, augmentation } = form
  return numbersProblem(TRAINING_FIELDS, {
    ...form,
    cropMargin: augmentation.cropMargin,
    trainImages: data.trainImages,
    heldOutImages: data.heldOutImages,
    imagesSeed: data.seed,
    epsilon255: attack.epsilon255,
    stepSize255: attack.stepSize255,
    attackSteps: attack.steps,
  })
}

export function sweepProblem({ sweep: { lambdas, steps } }: TrainingForm): string | null {
  const counts = { lambdas: new Set(lambdas).size, steps }
  const wrong = lambdas.find((lambda) => !isAllowed(SWEEP_FIELDS.lambda, lambda))
  return numbersProblem(SWEEP_FIELDS, { ...counts, lambda: wrong ?? SWEEP_FIELDS.lambda.usual })
}

/** The form as settings for the engine. */
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
