/** @file results.json: what a plan has led to, on the page or elsewhere. */
import { z } from 'zod'
import { evaluationPlanSchema } from './evaluationPlan'
import { flagsSchema, recordSchema } from './records'
import { trainingResults } from './trainingResults'
import { dateText, sha256Text, words } from './words'

export const RESULTS_FORMAT = 'gradlens-results'

/** Blocks of few images, by many models and epsilons. */
const MAX_RECORDS = 1_000_000

const environment = z
  .object({
    backend: words(200),
    device: words(300),
    userAgent: words(500).default('').meta({ description: 'Of the browser, if it is one.' }),
    versions: z
      .record(z.string().max(100), words(200))
      .meta({ description: 'Of the software that computed, by package.' }),
    since: dateText,
  })
  .meta({ description: 'What computed a part of the results.' })

const head = {
  format: z.literal(RESULTS_FORMAT),
  formatVersion: z.literal(1),
  notes: z.array(words(1000)).max(64).exactOptional().meta({ description: 'For people.' }),
  planSha256: sha256Text.exactOptional().meta({
    description: 'Names the plan: SHA-256 of "plan" without "attackDescription", in the canonical form of RFC 8785.',
  }),
  startedAt: dateText,
  environments: z.array(environment).max(1000),
}

export const resultsFileSchema = z
  .discriminatedUnion('kind', [
    z.object({
      ...head,
      kind: z.literal('evaluation'),
      status: z.enum(['preparing', 'running', 'paused', 'done', 'stopped', 'failed']),
      secondsComputing: z.number().min(0).meta({ description: 'By all workers together.' }),
      plan: evaluationPlanSchema,
      records: z.array(recordSchema).max(MAX_RECORDS),
      flags: flagsSchema,
    }),
    z.object({ ...head, kind: z.literal('training'), ...trainingResults }),
  ])
  .meta({
    title: 'Results of Gradlens',
    description:
      'What an evaluation has judged, image by image, from which curves and intervals follow; or the log of a training.',
  })

export type ResultsFile = z.output<typeof resultsFileSchema>
export type ResultsOf<Kind extends ResultsFile['kind']> = Extract<ResultsFile, { readonly kind: Kind }>
