/** @file Checks the content of kept work. */
import { z } from 'zod'
import { parsedOrNull } from '../../boundedParse'
import type { KeptKind } from '../../store/runs/kept'
import { anyNumber, DAMAGED } from './keptRecords'

const list = z.array(z.unknown())
/** Of any realm: a test's storage has its own. */
const bytes = z.custom((value) => Object.prototype.toString.call(value) === '[object ArrayBuffer]')

const run = { id: z.string(), status: z.string(), startedAt: z.string() }
const progress = z.object({ done: anyNumber, total: anyNumber, share: anyNumber })
const images = {
  models: z.array(z.object({ id: z.string(), name: z.string() })),
  source: z.object({ kind: z.string() }),
  indices: z.array(anyNumber),
}
const settings = z.object({ id: z.string(), settings: z.object({}) })
const trainingPlan = {
  form: z.object({ objective: settings }),
  start: z.object({ name: z.string() }),
  data: z.object({}),
}

/** What views and drivers read first, by kind. */
const CONTENTS: Readonly<Record<KeptKind, z.ZodType>> = {
  evaluation: z.object({
    ...run,
    plan: z.object({ ...images, measure: z.object({ id: z.string(), attack: settings }) }),
    progress,
    records: list,
    results: z.object({}),
    flags: z.object({}),
  }),
  statistics: z.object({
    ...run,
    plan: z.object({ ...images, quantities: list }),
    progress,
    records: list,
  }),
  training: z.object({
    run: z.object({
      ...run,
      ...trainingPlan,
      step: anyNumber,
      steps: anyNumber,
      series: list,
      evaluations: list,
      classes: list,
      images: list,
      frames: list,
      divergences: list,
    }),
    state: z.object({ json: z.string(), tensors: bytes }).nullable(),
  }),
  sweep: z.object({ ...run, plan: z.object(trainingPlan), entries: list }),
  model: z.object({ manifest: z.string(), weights: bytes }),
}

/** Throws one sentence if kept work of the present format is damaged. */
export function checkContent(kind: KeptKind, content: unknown): void {
  if (parsedOrNull(CONTENTS[kind], content) === null) throw new Error(DAMAGED)
}
