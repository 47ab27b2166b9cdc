/** @file Checks the content of kept work. Loaded with the first that is opened. */
import type { KeptKind } from '../../store/runs/kept'
import { type Check, DAMAGED, everyOf, isText, number, object, orNull } from './keptRecords'

const list: Check = Array.isArray
/** Of any realm: a test's storage has its own. */
const bytes: Check = (value) => Object.prototype.toString.call(value) === '[object ArrayBuffer]'

const progress = object({ done: number, total: number, share: number })
const named = everyOf(object({ id: isText, name: isText }))
const source = object({ kind: isText })
const settings = object({ id: isText, settings: object({}) })
const trainingPlan = {
  form: object({ objective: settings }),
  start: object({ name: isText }),
  data: object({}),
}

/** What views and drivers read first, by kind. */
const CONTENTS: Readonly<Record<KeptKind, Check>> = {
  evaluation: object({
    id: isText,
    status: isText,
    startedAt: isText,
    plan: object({
      measure: object({ id: isText, attack: settings }),
      models: named,
      source,
      indices: everyOf(number),
    }),
    progress,
    records: list,
    results: object({}),
    flags: object({}),
  }),
  statistics: object({
    id: isText,
    status: isText,
    startedAt: isText,
    plan: object({ models: named, source, indices: everyOf(number), quantities: list }),
    progress,
    records: list,
  }),
  training: object({
    run: object({
      id: isText,
      status: isText,
      startedAt: isText,
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
    state: orNull(object({ json: isText, tensors: bytes })),
  }),
  sweep: object({ id: isText, status: isText, startedAt: isText, plan: object(trainingPlan), entries: list }),
  model: object({ manifest: isText, weights: bytes }),
}

/** Throws one sentence if kept work of the present format is damaged. */
export function checkContent(kind: KeptKind, content: unknown): void {
  if (!CONTENTS[kind](content)) throw new Error(DAMAGED)
}
