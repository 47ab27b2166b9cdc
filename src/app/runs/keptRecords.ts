/**
 * @file Checks what the browser hands back of kept work. Another release, an extension or a broken disk may have changed
 * it, and a view of which one value is missing would not be shown at all.
 */
import { quoteName } from '../../quote'
import { NORMS } from '../../store/attacks/normUnits'
import type { KeptEntry, KeptKind } from '../../store/runs/kept'

export type Check = (value: unknown) => boolean

export const isText: Check = (value) => typeof value === 'string'
const flag: Check = (value) => typeof value === 'boolean'
export const number: Check = (value) => typeof value === 'number'
const norm: Check = (value) => typeof value === 'string' && Object.hasOwn(NORMS, value)

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value)
/** Of what earlier releases did not keep. */
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value)
export const everyOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check)
export const object =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isObject(value) && Object.entries(fields).every(([name, check]) => check(value[name]))

const sizes = object({ measured: number, planned: number })

const evaluationTopic = object({
  measure: isText,
  attack: isText,
  norm,
  others: optional(everyOf(object({ attack: isText, norm, epsilon: number }))),
  epsilons: optional((value) => everyOf(number)(value) && (value as readonly unknown[]).length === 2),
  images: optional(sizes),
})
const statisticsTopic = object({ attackedAt: orNull(number), images: sizes })
const trainingTopic = object({
  objective: isText,
  settings: optional(object({})),
  steps: optional(object({ taken: number, planned: number })),
  result: optional(
    orNull(object({ robust: number, images: number, attack: object({ steps: number, epsilon255: number }) })),
  ),
  sweep: optional(object({ lambdas: everyOf(number), trained: number })),
})

const TOPICS: Readonly<Record<KeptKind, Check>> = {
  evaluation: evaluationTopic,
  statistics: statisticsTopic,
  training: trainingTopic,
  sweep: trainingTopic,
  model: trainingTopic,
}

const facts = object({
  name: isText,
  dataSet: isText,
  status: orNull(isText),
  date: isText,
  bytes: number,
  isShown: flag,
  revision: isText,
  problem: orNull(isText),
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
  const isWhole = facts(entry) && isObject(entry) && entry.kind === kind && entry.id === id && TOPICS[kind](entry.topic)
  if (isWhole) return entry as unknown as KeptEntry
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
