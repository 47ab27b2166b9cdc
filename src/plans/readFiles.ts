/** @file Reads plan.json and results.json, which may come from anywhere. */
import { JsonProblem, parseBoundedJsonBytes } from '../boundedJson'
import { withTodaysNames } from '../engine/checkpoints/earlierNames'
import { parseWithFieldNames } from '../engine/checkpoints/parseWithFieldNames'
import { sha256OfAll, sha256OfPlan } from './canonicalJson'
import { MAX_PLAN_BYTES, MAX_RESULT_VALUES, MAX_RESULTS_BYTES } from './limits'
import { type PlanFile, planFileSchema } from './planFile'
import { recordsProblem } from './recordsProblem'
import { RESULTS_FORMAT, type ResultsFile, resultsFileSchema } from './resultsFile'
import { trainingLogProblem } from './trainingResults'

/** Throws one sentence if the file is no plan. */
export async function readPlanFile(file: Blob): Promise<PlanFile> {
  const remedy = 'save the plan again'
  return parseWithFieldNames(planFileSchema, await readJson(file, 'plan', MAX_PLAN_BYTES, remedy), 'plan', { remedy })
}

export type ReadResults = ResultsFile & {
  /** Whether the results name another plan than the one that is with them. */
  readonly isPlanChanged: boolean
}

/** Throws one sentence if the file has no results, or they do not fit their plan. */
export async function readResultsFile(file: Blob): Promise<ReadResults> {
  const remedy = 'save the results again'
  const value = ofThisRelease(await readJson(file, 'results', MAX_RESULTS_BYTES, remedy))
  const results = parseWithFieldNames(resultsFileSchema, value, 'results', { remedy })
  const problem = results.kind === 'training' ? trainingLogProblem(results) : recordsProblem(results)
  if (problem !== null) throw new Error(`${problem}; ${remedy}.`)
  const { plan, planSha256 } = results
  if (planSha256 === undefined) return { ...results, isPlanChanged: false }
  const { plan: given } = value as { readonly plan: object }
  const isPlanChanged = (await sha256OfPlan(given)) !== planSha256 && (await sha256OfAll(given)) !== planSha256
  // As it was read, which may be without entries that this release does not know.
  return { ...results, planSha256: await sha256OfPlan(plan), isPlanChanged }
}

async function readJson(file: Blob, what: string, most: number, remedy: string): Promise<unknown> {
  const subject = what.endsWith('s') ? `The file of ${what}` : `The file of the ${what}`
  if (file.size > most) {
    throw new Error(
      `${subject} has ${megabytes(file.size)} MB where at most ${megabytes(most)} MB are read; use fewer images or models.`,
    )
  }
  try {
    return parseBoundedJsonBytes(new Uint8Array(await file.arrayBuffer()), MAX_RESULT_VALUES)
  } catch (error) {
    if (error instanceof JsonProblem) throw new Error(`${subject} ${error.message}; ${remedy}.`)
    throw new Error(`${subject} could not be read, as it was moved or changed; choose it again.`)
  }
}

/** What earlier releases saved as "gradlens-evaluation" had the same content. */
function ofThisRelease(value: unknown): unknown {
  const { format, formatVersion } = (value ?? {}) as { readonly format?: unknown; readonly formatVersion?: unknown }
  if (format !== EARLIER_FORMAT || formatVersion !== 3) return value
  return { ...(withTodaysNames(value) as object), format: RESULTS_FORMAT, formatVersion: 1, kind: 'evaluation' }
}

const EARLIER_FORMAT = 'gradlens-evaluation'

const megabytes = (bytes: number): number => Math.round(bytes / 1e6)
