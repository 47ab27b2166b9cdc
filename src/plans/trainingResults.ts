/** @file What a training has led to: its log, and the figures on held-out images. The weights are files of their own. */
import { z } from 'zod'
import { MAX_TRAINING_STEPS } from '../engine/training/numbers'
import { MAX_CLASSES } from '../images/datasets/limits'
import { largestOf } from '../numbers/extremes'
import { MAX_SOURCE_IMAGES } from './limits'
import { trainingPlanSchema } from './trainingPlan'
import { words } from './words'

const count = z.number().int().min(0).max(MAX_SOURCE_IMAGES)
const step = z.number().int().min(0).max(MAX_TRAINING_STEPS)
/** JSON has no NaN and no infinity, which a training that diverges may have. */
const measured = z
  .number()
  .nullable()
  .transform((value) => value ?? Number.NaN)
  .meta({ description: 'null if not finite.' })

/** More than the page keeps of a long run: other software may report every step. */
const MAX_POINTS = 100_000
const MAX_TERMS = 16

const pointSchema = z.object({
  step,
  loss: measured,
  parts: z.record(z.string().max(100), measured).meta({ description: 'The parts of the loss, by name.' }),
  terms: z.array(measured).max(MAX_TERMS).meta({ description: 'What each of the terms adds to the loss.' }),
  gradientNorm: measured.meta({ description: 'Before clipping; null if not finite.' }),
  learningRate: measured,
  ramp: measured,
  seconds: measured,
})

const evaluationSchema = z.object({
  step,
  images: count,
  robust: count.meta({ description: 'Right without the attack and with it.' }),
  fooled: count.meta({ description: 'Right without the attack, wrong with it.' }),
  wrong: count.meta({ description: 'Wrong without an attack.' }),
  meanLoss: measured,
  meanGradientL1: measured,
  meanEdgeAlignment: z.number().nullable(),
  alignedImages: count.exactOptional(),
})

/** Without the head that results of every kind have. */
export const trainingResults = {
  status: z.enum(['preparing', 'running', 'paused', 'done', 'stopped', 'diverged', 'failed']),
  plan: trainingPlanSchema,
  step: step.meta({ description: 'Steps taken.' }),
  data: z.object({
    trainImages: count,
    heldOutImages: count,
    heldOutFrom: words(1000),
    shortage: words(1000).nullable().exactOptional(),
  }),
  classes: z.array(words(200)).max(MAX_CLASSES),
  derivatives: z.enum(['none', 'doubleBackprop', 'finiteDifferences']),
  batches: z
    .object({
      images: z.number().int().min(1),
      memory: z.object({ bytesPerImage: z.number().min(0), budgetBytes: z.number().min(0) }).nullable(),
    })
    .nullable()
    .meta({ description: 'How many images went through the model at once.' }),
  terms: z.array(words(200)).max(MAX_TERMS).exactOptional().meta({ description: 'Labels of the terms of the loss.' }),
  series: z.array(pointSchema).max(MAX_POINTS).meta({ description: 'By step; of long trainings only some steps.' }),
  evaluations: z
    .array(evaluationSchema)
    .max(MAX_POINTS)
    .meta({ description: 'Figures on held-out images, which are never trained on.' }),
  divergences: z.array(z.object({ message: words(1000), step, rolledBackTo: step })).max(1000),
}

interface Steps {
  readonly plan: { readonly settings: { readonly steps: number } }
  readonly step: number
  readonly series: readonly { readonly step: number; readonly terms: readonly number[] }[]
  readonly terms?: readonly string[]
  readonly evaluations: readonly z.output<typeof evaluationSchema>[]
  readonly divergences: readonly { readonly step: number; readonly rolledBackTo: number }[]
}

/** What is wrong with a log that the schema allows, as the beginning of a sentence; null if nothing is. */
export function trainingLogProblem(results: Steps): string | null {
  const { plan, series, terms, evaluations, divergences } = results
  const { steps } = plan.settings
  // A training that diverged goes back, and its log has what led there.
  const last = largestOf(
    divergences.map(({ step }) => step),
    results.step,
  )
  if (last > steps) return `The results are of step ${last}, where the plan has ${steps}`
  const ahead = divergences.find(({ step, rolledBackTo }) => rolledBackTo > step)
  if (ahead) return `The results went back from step ${ahead.step} to step ${ahead.rolledBackTo}, which came later`
  for (const [name, items] of Object.entries({ series, evaluations })) {
    for (const [place, item] of items.entries()) {
      const before = items[place - 1]
      const where = `Entry ${place} of "${name}" in the results`
      if (item.step > last) return `${where} is of step ${item.step}, beyond the last step, ${last}`
      if (before !== undefined && before.step >= item.step) return `${where} is not of a later step than the one before`
    }
  }
  const uneven = series.findIndex((point) => terms !== undefined && point.terms.length > terms.length)
  if (uneven >= 0) return `Entry ${uneven} of "series" in the results has more values than the loss has terms`
  const sums = evaluations.findIndex(({ images, robust, fooled, wrong }) => robust + fooled + wrong !== images)
  if (sums >= 0) return `Entry ${sums} of "evaluations" in the results has outcomes that do not add up to its images`
  return null
}
