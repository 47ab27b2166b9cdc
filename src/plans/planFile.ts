/** @file plan.json: what was set up on the page, to be run there later, or elsewhere. */
import { z } from 'zod'
import { evaluationPlanSchema } from './evaluationPlan'
import { trainingPlanSchema } from './trainingPlan'
import { words } from './words'

export const PLAN_FORMAT = 'gradlens-plan'

const head = {
  format: z.literal(PLAN_FORMAT),
  formatVersion: z.literal(1),
  madeWith: words(100).exactOptional().meta({ description: 'The software and its version.' }),
}

export const planFileSchema = z
  .discriminatedUnion('kind', [
    z.object({ ...head, kind: z.literal('evaluation'), plan: evaluationPlanSchema }),
    z.object({ ...head, kind: z.literal('training'), plan: trainingPlanSchema }),
  ])
  .meta({ title: 'A plan of Gradlens', description: 'An evaluation or a training with all that is needed to make it.' })

export type PlanFile = z.output<typeof planFileSchema>
