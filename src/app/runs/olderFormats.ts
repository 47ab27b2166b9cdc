/** @file Converts runs kept by earlier releases to the present format. Loaded where there are any. */

import { withTodaysNames } from '../../engine/checkpoints/earlierNames'
import type { Judgement } from '../../engine/evaluation/types'
import type { HeldOutFigures } from '../../engine/training/heldOut'
import type { UntargetedOutcome } from '../../outcomes/outcome'
import type { EvaluationRun } from '../../store/evaluation/evaluation'
import type { JobRecord } from '../../store/evaluation/evaluationPlan'
import { tally } from '../../store/evaluation/evaluationTally'
import type { KeptKind } from '../../store/runs/kept'
import type { LambdaSweep, TrainingRun } from '../../store/training/training'
import { FORMAT_VERSIONS } from './formatVersions'
import type { KeptContents } from './keptTypes'

/** Content of an older format, in the present one; null if the format is unknown. */
export function upgraded<Kind extends KeptKind>(
  kind: Kind,
  formatVersion: number,
  content: KeptContents[Kind],
): KeptContents[Kind] | null {
  if (formatVersion === FORMAT_VERSIONS[kind]) return content
  const upgrade = UPGRADES[kind][formatVersion]
  if (upgrade === undefined) return null
  return upgraded(kind, formatVersion + 1, upgrade(withTodaysNames(content) as KeptContents[Kind]))
}

type Upgrades<Content> = Readonly<Record<number, (content: Content) => Content>>

/** From each format that is still read to the next. */
const UPGRADES: { readonly [Kind in KeptKind]: Upgrades<KeptContents[Kind]> } = {
  evaluation: { 2: upgradeEvaluation, 3: withStopped },
  statistics: {},
  training: { 3: ({ run, state }) => ({ run: upgradeRun(run), state }) },
  sweep: { 1: upgradeSweep },
  model: {},
}

/** An evaluation ended by a person used to be "cancelled", where other runs were "stopped". */
function withStopped(run: EvaluationRun): EvaluationRun {
  const { needsDataSet: _, ...kept } = run as EvaluationRun & { readonly needsDataSet?: boolean }
  return (kept.status as string) === 'cancelled' ? { ...kept, status: 'stopped' } : kept
}

interface OlderJudgement {
  readonly indices: readonly number[]
  readonly verdicts: readonly ('held' | 'fallen' | 'wrong')[]
  readonly sizes: readonly (number | null)[]
  readonly felledBy: readonly (string | null)[]
}

const VERDICTS = { held: 'robust', fallen: 'fooled', wrong: 'wrong' } as const satisfies Record<
  string,
  UntargetedOutcome
>

/**
 * Transfer runs did not keep which images a model got wrong before the attack: such a run keeps its plan, and its
 * results have to be computed again.
 */
export function upgradeEvaluation(run: EvaluationRun): EvaluationRun {
  const plan = { ...run.plan, formatVersion: 3 } as const
  if (plan.measure.id === 'transfer') {
    const progress = { ...run.progress, done: Object.keys(run.flags).length, share: 0 }
    return { ...run, plan, status: 'stopped', progress, records: [], results: tally(plan, []) }
  }
  const records = run.records.map((record): JobRecord => ({ ...record, outcome: upgradeJudgement(record.outcome) }))
  return { ...run, plan, records, results: tally(plan, records) }
}

function upgradeJudgement(outcome: unknown): Judgement {
  const { indices, verdicts, sizes, felledBy } = outcome as OlderJudgement
  return {
    indices,
    verdicts: verdicts.map((verdict) => VERDICTS[verdict]),
    sizes,
    fooledBy: felledBy,
    zeroGradient: verdicts.map(() => false),
  }
}

/** `held` were right without the attack and with it, `correct` without it. */
type OlderFigures = Omit<HeldOutFigures, 'robust' | 'fooled' | 'wrong'> & {
  readonly correct: number
  readonly held: number
}

export const upgradeRun = (run: TrainingRun): TrainingRun => ({
  ...run,
  evaluations: run.evaluations.map((evaluation) => ({ step: evaluation.step, ...upgradeFigures(evaluation) })),
})

export function upgradeSweep(sweep: LambdaSweep): LambdaSweep {
  return {
    ...sweep,
    before: sweep.before === null ? null : upgradeFigures(sweep.before),
    entries: sweep.entries.map((entry) => ({
      ...entry,
      figures: entry.figures === null ? null : upgradeFigures(entry.figures),
    })),
  }
}

function upgradeFigures(older: unknown): HeldOutFigures {
  const { correct, held, ...figures } = older as OlderFigures
  return { ...figures, robust: held, fooled: correct - held, wrong: figures.images - correct }
}
