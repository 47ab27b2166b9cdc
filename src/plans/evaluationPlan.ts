/** @file The plan of an evaluation: everything that is needed to make it elsewhere. */
import { z } from 'zod'
import { NORM_IDS, type NormId } from '../engine/attacks/norms/descriptions'
import { ATTACKS, type AttackId } from '../engine/attacks/registry'
import { requiredNumber } from '../engine/settings/fields'
import { attackChoiceSchema, epsilonSchema } from './attackChoice'
import { EPSILON_COUNT, FLAG_FIELDS, RANKING_FIELDS, SEARCH_FIELDS, SUBSET_FIELDS } from './evaluationNumbers'
import { MAX_BLOCK_SIZE, MAX_PLANNED_IMAGES, MAX_PLANNED_MODELS, MAX_SOURCE_IMAGES } from './limits'
import { plannedModelSchema } from './plannedModel'
import { sourceSchema } from './source'

const ascends = (sizes: readonly number[]) =>
  sizes.every((size, place) => place === 0 || size > (sizes[place - 1] as number))

const epsilons = z
  .array(epsilonSchema)
  .min(EPSILON_COUNT.min)
  .max(EPSILON_COUNT.max)
  .refine(ascends, 'must ascend')
  .meta({ description: 'Ascending; the images are always judged without an attack too.' })

const search = z.object({
  start: epsilonSchema.meta({ description: 'The first epsilon that is tried.' }),
  doublings: requiredNumber(SEARCH_FIELDS.doublings),
  bisections: requiredNumber(SEARCH_FIELDS.bisections),
})

const attack = attackChoiceSchema
/** Beside the first. */
const MAX_RANKED = Object.keys(ATTACKS).length - 1

const measure = z.discriminatedUnion('id', [
  z.object({ id: z.literal('accuracy'), attack, epsilons }),
  z.object({ id: z.literal('minimalEpsilon'), attack, search }),
  z.object({ id: z.literal('transfer'), attack }),
  z
    .object({
      id: z.literal('worstCase'),
      attack,
      others: z
        .array(attack)
        .min(1)
        .max(NORM_IDS.length - 1),
    })
    .meta({
      description:
        'Robust only where robust in every norm: the attack in one norm, and in others, each at its own epsilon.',
    }),
  z
    .object({
      id: z.literal('ranking'),
      attack,
      others: z.array(attack).min(1).max(MAX_RANKED),
      search,
      budget: requiredNumber(RANKING_FIELDS.budget),
      nearest: z
        .array(z.enum(Object.keys(ATTACKS) as [AttackId]))
        .max(1 + MAX_RANKED)
        .meta({
          description:
            'The attacks that look for the nearest image themselves: they make one trial, at the largest epsilon of the search.',
        }),
    })
    .meta({
      description:
        'Attacks ranked by the smallest epsilon that each finds within the same number of passes. Its steps count the trials of one attack after another.',
    }),
])

const flags = z.object({
  images: requiredNumber(FLAG_FIELDS.images),
  steps: requiredNumber(FLAG_FIELDS.steps),
  norm: z.enum(NORM_IDS as readonly NormId[] as [NormId]),
  epsilon: epsilonSchema,
  seed: requiredNumber(SUBSET_FIELDS.seed),
})

export const evaluationPlanSchema = z
  .object({
    formatVersion: z.literal(3),
    measure,
    models: z.array(plannedModelSchema).min(1).max(MAX_PLANNED_MODELS),
    source: sourceSchema,
    indices: z
      .array(z.number().int().min(0).max(MAX_SOURCE_IMAGES))
      .min(1)
      .max(MAX_PLANNED_IMAGES)
      .meta({ description: 'Positions of the images in the source, in the order in which they are judged.' }),
    blockSize: z
      .number()
      .int()
      .min(1)
      .max(MAX_BLOCK_SIZE)
      .meta({ description: 'How many images are judged together: a block is the next so many indices.' }),
    flags: flags.nullable().meta({ description: 'The checks for signs of a failing attack; null for none.' }),
  })
  .check(({ value: { models, indices, source }, issues }) => {
    const fault = (path: string[], message: string, input: unknown) =>
      issues.push({ code: 'custom', path, input, message })
    const ids = models.map(({ id }) => id)
    if (new Set(ids).size < ids.length) fault(['models'], 'must have each id once', ids)
    if (new Set(indices).size < indices.length) fault(['indices'], 'must have each index once', indices)
    const images = source.kind === 'gallery' ? source.ids.length : source.dataSet.count
    const beyond = indices.find((index) => index >= images)
    if (beyond !== undefined) fault(['indices'], `must be below ${images}, the number of images in the source`, beyond)
    if (source.kind === 'dataSet' && source.labels !== undefined && source.labels.length !== indices.length) {
      fault(['source', 'labels'], 'must have one entry per index', source.labels.length)
    }
  })
  .meta({ id: 'evaluationPlan' })
