/** @file All settings of a training run: plain data, stored with its state. */
import { z } from 'zod'
import { type ChosenObjective, chooseObjective } from '../objectives/registry'
import { findProblemOf } from '../settings/check'
import { nullableNumberField, numberField } from '../settings/fields'
import { TRAINING_NUMBERS } from './numbers'
import { type ChosenOptimizer, chooseOptimizer } from './optimizers/registry'

const choice = z.object({ id: z.string().max(60), settings: z.unknown().optional() })

const {
  learningRate,
  warmupShare,
  steps,
  rampSteps,
  batchSize,
  microBatchSize,
  clipNorm,
  averageDecay,
  cropMargin,
  seed,
} = TRAINING_NUMBERS

const trainingSettingsSchema = z.object({
  objective: choice,
  optimizer: choice.default({ id: 'adamw' }),
  schedule: z.object({
    learningRate: numberField(learningRate),
    warmupShare: numberField(warmupShare),
    steps: numberField(steps),
  }),
  rampSteps: numberField(rampSteps),
  batchSize: numberField(batchSize),
  microBatchSize: nullableNumberField(microBatchSize),
  clipNorm: nullableNumberField(clipNorm),
  averageDecay: numberField(averageDecay),
  augmentation: z
    .object({ flip: z.boolean().default(true), cropMargin: numberField(cropMargin) })
    .default({ flip: true, cropMargin: 4 }),
  trained: z
    .object({
      lastStages: z.number().int().min(0).max(1000).nullable().default(null),
      batchNormAffine: z.boolean().default(true),
    })
    .default({ lastStages: null, batchNormAffine: true }),
  /** The activation to train with; null for the model's own. */
  activation: z.string().max(60).nullable().default(null),
  seed: numberField(seed),
})

export type TrainingSettings = z.infer<typeof trainingSettingsSchema>
/** Before defaults are filled in. */
export type TrainingSettingsInput = z.input<typeof trainingSettingsSchema>

export interface ParsedSettings {
  /** All settings, defaults included. */
  readonly settings: TrainingSettings
  readonly objective: ChosenObjective
  readonly optimizer: ChosenOptimizer
}

/** Throws one sentence that names the setting that is wrong. */
export function parseTrainingSettings(given: unknown): ParsedSettings {
  const problem = findProblemOf(trainingSettingsSchema, given, () => Object.values(TRAINING_NUMBERS))
  if (problem !== null) throw new Error(problem)
  const settings: TrainingSettings = trainingSettingsSchema.parse(given)
  const objective = chooseObjective(settings.objective)
  const optimizer = chooseOptimizer(settings.optimizer)
  return {
    settings: {
      ...settings,
      objective: { id: settings.objective.id, settings: objective.settings },
      optimizer: { id: settings.optimizer.id, settings: optimizer.settings },
    },
    objective,
    optimizer,
  }
}
