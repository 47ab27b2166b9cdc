/** @file Checks the content of kept work. Loaded with the first that is opened. */
import type { KeptKind } from '../../store/runs/kept'
import { type Check, DAMAGED, listOf, number, object, orNull, text } from './keptRecords'

const list: Check = Array.isArray
/** Of any realm: a test's storage has its own. */
const bytes: Check = (value) => Object.prototype.toString.call(value) === '[object ArrayBuffer]'

const progress = object({ done: number, total: number, share: number })
const named = listOf(object({ id: text, name: text }))
const source = object({ kind: text })
const settings = object({ id: text, settings: object({}) })
const trainingPlan = {
  form: object({ objective: settings }),
  start: object({ name: text }),
  data: object({}),
}

/** What views and drivers read first, by kind. */
const CONTENTS: Readonly<Record<KeptKind, Check>> = {
  evaluation: object({
    id: text,
    status: text,
    startedAt: text,
    plan: object({ measure: object({ id: text, attack: settings }), models: named, source, indices: listOf(number) }),
    progress,
    records: list,
    results: object({}),
    flags: object({}),
  }),
  statistics: object({
    id: text,
    status: text,
    startedAt: text,
    plan: object({ models: named, source, indices: listOf(number), quantities: list }),
    progress,
    records: list,
  }),
  training: object({
    run: object({
      id: text,
      status: text,
      startedAt: text,
      ...trainingPlan,
      step: number,
      steps: number,
      series: list,
      evaluations: list,
      classes: list,
      images: list,
      frames: list,
      divergences: list,
    }),
    state: orNull(object({ json: text, tensors: bytes })),
  }),
  sweep: object({ id: text, status: text, startedAt: text, plan: object(trainingPlan), entries: list }),
  model: object({ manifest: text, weights: bytes }),
}

/** Throws one sentence if kept work of the present format is damaged. */
export function checkContent(kind: KeptKind, content: unknown): void {
  if (!CONTENTS[kind](content)) throw new Error(DAMAGED)
}
