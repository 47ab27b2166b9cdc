/** @file All that a training run is set by: plain data, stored with its state. */
import { z } from 'zod'
import { parseWithFieldNames } from '../checkpoints/parseWithFieldNames'
import { type ChosenObjective, chooseObjective } from '../objectives/registry'
import { type ChosenOptimizer, chooseOptimizer } from './optimizers/registry'

const choice = z.object({ id: z.string().max(60), settings: z.unknown().optional() })
const wholeNumber = z.number().int().min(0)

const trainingSettingsSchema = z.object({
  objective: choice,
  optimizer: choice.default({ id: 'adamw' }),
  schedule: z.object({
    learningRate: z.number().positive().max(10),
    warmupShare: z.number().min(0).max(1).default(0.1),
    steps: wholeNumber.min(1).max(10_000_000),
  }),
  /** Steps over which the objective's penalty or attack comes into force. */
  rampSteps: wholeNumber.max(10_000_000).default(0),
  batchSize: wholeNumber.min(1).max(4096).default(32),
  /** How many images go through the model at once; null: the whole batch, or what a session finds to fit into memory. */
  microBatchSize: wholeNumber.min(1).max(4096).nullable().default(null),
  clipNorm: z.number().positive().max(1e6).nullable().default(1),
  averageDecay: z.number().min(0).lt(1).default(0.998),
  augmentation: z
    .object({ flip: z.boolean().default(true), cropMargin: wholeNumber.max(64).default(4) })
    .default({ flip: true, cropMargin: 4 }),
  trained: z
    .object({
      lastStages: wholeNumber.max(1000).nullable().default(null),
      batchNormAffine: z.boolean().default(true),
    })
    .default({ lastStages: null, batchNormAffine: true }),
  /** The activation that the model is trained with; null: its own. */
  activation: z.string().max(60).nullable().default(null),
  seed: z.number().int().min(0).max(0xffffffff).default(0),
})

export type TrainingSettings = z.infer<typeof trainingSettingsSchema>
/** Before defaults are filled in. */
export type TrainingSettingsInput = z.input<typeof trainingSettingsSchema>

export interface ParsedSettings {
  /** All of them, defaults included. */
  readonly settings: TrainingSettings
  readonly objective: ChosenObjective
  readonly optimizer: ChosenOptimizer
}

/** Throws one sentence that names the field that is wrong. */
export function parseTrainingSettings(given: unknown): ParsedSettings {
  const settings = parseWithFieldNames<TrainingSettings>(
    trainingSettingsSchema as z.ZodType<TrainingSettings>,
    given,
    'training settings',
    { remedy: 'correct it' },
  )
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
