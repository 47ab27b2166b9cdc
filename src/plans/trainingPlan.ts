/** @file The plan of a training: everything that is needed to make it elsewhere. */
import { z } from 'zod'
import { OBJECTIVES } from '../engine/objectives/registry'
import { requiredNumber } from '../engine/settings/fields'
import { OPTIMIZERS } from '../engine/training/optimizers/registry'
import { plannedModelSchema } from './plannedModel'
import { rememberedDataSetSchema } from './source'
import { TRAINING_FIELDS } from './trainingNumbers'

interface Definition {
  readonly id: string
  readonly name: string
  readonly settings: z.ZodType
}

/** One of the definitions by id, with its settings. */
function oneOf(definitions: readonly Definition[]) {
  const choices = definitions.map(({ id, name, settings }) =>
    z
      .object({ id: z.literal(id), settings: settings as z.ZodType<Readonly<Record<string, unknown>>> })
      .meta({ title: name }),
  )
  return z.discriminatedUnion('id', choices as [(typeof choices)[number]])
}

const number = Object.fromEntries(
  Object.entries(TRAINING_FIELDS).map(([name, field]) => [name, requiredNumber(field)]),
) as Readonly<Record<keyof typeof TRAINING_FIELDS, z.ZodNumber>>

const settings = z.object({
  objective: oneOf(OBJECTIVES),
  optimizer: oneOf(OPTIMIZERS),
  learningRate: number.learningRate,
  warmupShare: number.warmupShare,
  steps: number.steps,
  rampSteps: number.rampSteps,
  batchSize: number.batchSize,
  microBatchSize: number.microBatchSize.nullable(),
  clipNorm: number.clipNorm.nullable(),
  averageDecay: number.averageDecay,
  augmentation: z.object({ flip: z.boolean(), cropMargin: number.cropMargin }),
  trained: z.object({ lastStages: z.number().int().min(0).max(1000).nullable(), batchNormAffine: z.boolean() }),
  activation: z
    .string()
    .max(60)
    .nullable()
    .meta({ description: 'The activation to train with; null for the model’s own.' }),
  seed: number.seed,
  data: z.object({
    from: z.enum(['builtIn', 'files', 'hub']),
    trainImages: number.trainImages,
    heldOutImages: number.heldOutImages,
    seed: number.imagesSeed,
  }),
  attack: z
    .object({ epsilon255: number.epsilon255, stepSize255: number.stepSize255, steps: number.attackSteps })
    .meta({ description: 'The PGD attack by which held-out images are judged.' }),
  evaluateEvery: number.evaluateEvery,
  mapImages: number.mapImages,
  checkpointEvery: number.checkpointEvery,
})

export const trainingPlanSchema = z
  .object({
    model: plannedModelSchema.meta({ description: 'The model that the training starts from.' }),
    dataSet: rememberedDataSetSchema,
    settings,
  })
  .meta({ id: 'trainingPlan' })

export type TrainingPlan = z.output<typeof trainingPlanSchema>
