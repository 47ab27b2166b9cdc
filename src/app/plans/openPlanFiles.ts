/** @file Opens plan.json, which fills a form, and results.json, which is a kept run from then on. */
import { CallCancelled, type EngineClient } from '../../client/engineClient'
import { byCount, countOf } from '../../countOf'
import { sha256Of } from '../../engine/checkpoints/sha256'
import type { DataFile } from '../../images/datasets/types'
import { MAX_PLAN_FILES } from '../../plans/limits'
import type { PlanFile } from '../../plans/planFile'
import { type PlanFormat, planFormatOf } from '../../plans/planFormat'
import type { ResultsFile } from '../../plans/resultsFile'
import type { AppStore } from '../../store/appStore'
import { fromOf, isSameDataSet, type OpenDataSet, type RememberedDataSet } from '../../store/data/dataSource'
import { formOf } from '../../store/evaluation/evaluationChoices'
import type { PlannedModel } from '../../store/evaluation/evaluationPlan'
import { CHOICE_LIMITS } from '../../store/models/modelChoice'
import { namesOf } from '../../store/plans/missingModels'
import type { FileNotice } from '../../store/types'
import { quotedName } from '../data/words'
import type { EngineSession } from '../engineSession'
import type { EvaluationActions } from '../evaluation/evaluationActions'
import { updateEvaluation } from '../evaluation/evaluationState'
import type { KeptList } from '../runs/keptList'
import type { RunVerbs } from '../runs/runVerbs'
import type { TrainingActions } from '../training/trainingActions'
import { updateTraining } from '../training/trainingState'
import { modelsOfPlan } from './modelsOfPlan'
import { openedRun } from './openedRun'
import { openedTraining } from './openedTraining'

export interface PlanOpeners {
  readonly store: AppStore
  readonly session: EngineSession
  readonly list: KeptList
  readonly runs: Readonly<Record<ResultsFile['kind'], Pick<RunVerbs, 'open'>>>
  readonly setEvaluation: EvaluationActions['setEvaluation']
  readonly setTraining: TrainingActions['setTraining']
}

export interface PlanOrResults {
  readonly file: DataFile
  readonly format: PlanFormat
}

/** Those among the files that are plans or results. */
export async function plansAmong(files: readonly DataFile[]): Promise<readonly PlanOrResults[]> {
  const found = await Promise.all(
    files
      .filter(({ path }) => path.endsWith('.json'))
      .slice(0, MAX_PLAN_FILES)
      .map(async (file) => ({ file, format: await planFormatOf(file.blob) })),
  )
  return found.flatMap(({ file, format }) => (format === null ? [] : [{ file, format }]))
}

/** Opens all results, of which the last is shown; or else the first plan. Throws one sentence if one does not fit. */
export async function openPlanFiles(open: PlanOpeners, found: readonly PlanOrResults[]): Promise<FileNotice> {
  const results = found.filter(({ format }) => format === 'results')
  if (results.length > 0) return openResults(open, results)
  const [plan, ...others] = found
  const needs = await openPlan(open, (plan as PlanOrResults).file)
  const ignored =
    others.length === 0
      ? []
      : [`${countOf(others.length, 'other plan')} ${byCount(others.length, 'is', 'are')} not opened`]
  const what = `The plan in ${quotedName((plan as PlanOrResults).file)} is set up`
  return { kind: 'opened', message: `${[what, ...needs, ...ignored].join('; ')}.` }
}

/** The message goes on after the name of the file. */
function notOpened(file: DataFile, error: Error): Error {
  const { message } = error
  if (error instanceof CallCancelled) return error
  return new Error(`${quotedName(file)} is not opened, as ${message.charAt(0).toLowerCase()}${message.slice(1)}`)
}

async function openResults(
  { store, session, list, runs }: PlanOpeners,
  results: readonly PlanOrResults[],
): Promise<FileNotice> {
  let last: { readonly kind: ResultsFile['kind']; readonly id: string } = { kind: 'evaluation', id: '' }
  let hasTraining = false
  const changed: DataFile[] = []
  for (const { file } of results) {
    const read = await session.client.call('readResultsFile', { file: file.blob }).result.catch((error: Error) => {
      throw notOpened(file, error)
    })
    // The same file is the same run, however often it is opened.
    const id = `file-${(await sha256Of(new Uint8Array(await file.blob.arrayBuffer()))).slice(0, 32)}`
    last = { kind: read.kind, id }
    hasTraining ||= read.kind === 'training'
    if (read.isPlanChanged) changed.push(file)
    if (read.kind === 'training') await list.add('training', id, { run: openedTraining(id, read), state: null })
    else await list.add('evaluation', id, openedRun(id, read, store.getState().evaluation.attacks))
  }
  await runs[last.kind].open(last.id)
  store.setState({ view: last.kind, dialog: null, cardId: null })
  const [first, ...others] = results
  const what =
    first && others.length === 0 ? quotedName(first.file) : `the ${countOf(results.length, 'file')} of results`
  const weights = hasTraining ? '; the weights of a training are files of their own, which Models opens' : ''
  return {
    kind: 'opened',
    message: [`Opened ${what}, which the browser keeps${weights}.`, ...changedWords(changed)].join(' '),
  }
}

/** That a plan is not the one that its results name, in a sentence. */
function changedWords([first, ...others]: readonly DataFile[]): string[] {
  if (first === undefined) return []
  const more = others.length === 0 ? '' : ` and of ${countOf(others.length, 'other file')}`
  return [
    `The plan in ${quotedName(first)}${more} is not the plan that these results name by its SHA-256, so one of the two was changed afterwards; ask whoever made them for the results again.`,
  ]
}

/** Returns what a person has still to do, in clauses. */
async function openPlan(open: PlanOpeners, file: DataFile): Promise<readonly string[]> {
  const { client } = open.session
  const read = await client.call('readPlanFile', { file: file.blob }).result.catch((error: Error) => {
    throw notOpened(file, error)
  })
  const [view, needs] =
    read.kind === 'evaluation'
      ? (['evaluation', await setUpEvaluation(open, client, read)] as const)
      : (['training', await setUpTraining(open, client, read)] as const)
  open.store.setState({ view, dialog: null, cardId: null })
  return needs
}

type PlanOf<Kind extends PlanFile['kind']> = Extract<PlanFile, { readonly kind: Kind }>

async function setUpEvaluation(
  { store, session, setEvaluation }: PlanOpeners,
  client: EngineClient,
  { plan }: PlanOf<'evaluation'>,
): Promise<string[]> {
  const { ids, missing } = await modelsOfPlan(store, client, plan.models)
  for (const id of ids) giveColumn(store, session, id, ids)
  const columns = store.getState().models.map(({ id }) => id)
  const shown = ids.filter((id) => columns.includes(id))
  const { form, dataSet } = store.getState().evaluation
  const { source, indices, blockSize } = plan
  const planned = source.kind === 'gallery' ? null : { source, indices, blockSize }
  setEvaluation({ ...formOf(plan, form), planned, modelIds: shown.length > 0 ? shown : null })
  updateEvaluation(store, () => ({ missingModels: missing }))
  return [
    ...missingWords(missing),
    ...(shown.length < ids.length
      ? [
          `${countOf(ids.length - shown.length, 'model')} of it ${byCount(ids.length - shown.length, 'has', 'have')} no column, as there are ${CHOICE_LIMITS.max}: take another away`,
        ]
      : []),
    ...(source.kind === 'gallery' ? [] : imagesWords(source.dataSet, dataSet)),
  ]
}

/** In place of a column that the plan does not have, where there is no other room. */
function giveColumn(store: AppStore, session: EngineSession, id: string, planned: readonly string[]): void {
  const { models } = store.getState()
  if (models.some((model) => model.id === id)) return
  const other = models.find((model) => !planned.includes(model.id))
  if (models.length >= CHOICE_LIMITS.max && other !== undefined) session.removeModel(other.id)
  session.chooseModel(id)
}

async function setUpTraining(
  { store, setTraining }: PlanOpeners,
  client: EngineClient,
  { plan }: PlanOf<'training'>,
): Promise<string[]> {
  const { ids, missing } = await modelsOfPlan(store, client, [plan.model])
  const data = { ...plan.settings.data, from: fromOf(plan.dataSet.origin) }
  setTraining({ ...plan.settings, data, modelId: ids[0] ?? null })
  updateTraining(store, () => ({ missingModels: missing }))
  return [...missingWords(missing), ...imagesWords(plan.dataSet, store.getState().training.data)]
}

function missingWords(missing: readonly PlannedModel[]): string[] {
  if (missing.length === 0) return []
  return [
    `the page does not have ${namesOf(missing)}: open ${byCount(missing.length, 'its', 'their')} files under Models, then this plan again`,
  ]
}

function imagesWords(planned: RememberedDataSet, { source, summary }: OpenDataSet): string[] {
  const from = fromOf(planned.origin)
  if (from === 'builtIn') return []
  const opened = source !== null && summary !== null && fromOf(source) === from
  if (opened && isSameDataSet({ ...summary, origin: planned.origin }, planned)) return []
  if ('hub' in planned.origin) return [`its images are of “${planned.origin.hub.id}”: download them under Images`]
  return [`its images are of “${planned.name}”, ${countOf(planned.count, 'image')}: open the same files under Images`]
}
