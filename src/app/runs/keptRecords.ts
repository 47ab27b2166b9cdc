/**
 * @file Checks what the browser hands back of kept work. Another release, an extension or a broken disk may have changed
 * it, and a view of which one value is missing would not be shown at all.
 */
import { z } from 'zod'
import { parsedOrNull } from '../../boundedParse'
import { quoteName } from '../../quote'
import { NORMS } from '../../store/attacks/normUnits'
import type { KeptEntry, KeptKind } from '../../store/runs/kept'

/** Infinite ones and NaN too, which a run may have found. */
export const anyNumber = z.custom<number>((value) => typeof value === 'number')
const norm = z.custom((value) => typeof value === 'string' && Object.hasOwn(NORMS, value))

const sizes = z.object({ measured: anyNumber, planned: anyNumber })

// What is optional was not kept by earlier releases.
const evaluationTopic = z.object({
  measure: z.string(),
  attack: z.string(),
  norm,
  others: z.array(z.object({ attack: z.string(), norm, epsilon: anyNumber })).optional(),
  epsilons: z.tuple([anyNumber, anyNumber]).optional(),
  images: sizes.optional(),
})
const statisticsTopic = z.object({ attackedAt: anyNumber.nullable(), images: sizes })
const trainingTopic = z.object({
  objective: z.string(),
  settings: z.object({}).optional(),
  steps: z.object({ taken: anyNumber, planned: anyNumber }).optional(),
  result: z
    .object({
      robust: anyNumber,
      images: anyNumber,
      attack: z.object({ steps: anyNumber, epsilon255: anyNumber }),
    })
    .nullish(),
  sweep: z.object({ lambdas: z.array(anyNumber), trained: anyNumber }).optional(),
})

const TOPICS: Readonly<Record<KeptKind, z.ZodType>> = {
  evaluation: evaluationTopic,
  statistics: statisticsTopic,
  training: trainingTopic,
  sweep: trainingTopic,
  model: trainingTopic,
}

const entryOf = (kind: KeptKind, id: string) =>
  z.object({
    kind: z.literal(kind),
    id: z.literal(id),
    topic: TOPICS[kind],
    name: z.string(),
    dataSet: z.string(),
    status: z.string().nullable(),
    date: z.string(),
    bytes: anyNumber,
    isShown: z.boolean(),
    revision: z.string(),
    problem: z.string().nullable(),
  })

const isKind = (kind: unknown): kind is KeptKind => typeof kind === 'string' && Object.hasOwn(TOPICS, kind)

export const DAMAGED = 'It is damaged, so that it cannot be shown; reload the page, or delete it.'

/**
 * The entry that is stored under a key; if it is damaged, one in its place that can be deleted. Null for what is no kept
 * work of this release.
 */
export function checkedEntry(key: unknown, entry: unknown): KeptEntry | null {
  const [, kind, id] = Array.isArray(key) ? key : []
  if (!isKind(kind) || typeof id !== 'string') return null
  if (parsedOrNull(entryOf(kind, id), entry) !== null) return entry as KeptEntry
  return {
    kind,
    id,
    name: `Damaged: ${quoteName(id)}`,
    topic: { attackedAt: null, images: { measured: 0, planned: 0 } },
    dataSet: '',
    status: null,
    date: '',
    bytes: 0,
    isShown: false,
    revision: '',
    problem: DAMAGED,
  }
}
