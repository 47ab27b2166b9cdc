/** @file The run that is shown and those laid over it: a letter and a dash for each run, a colour for each model. */
import type { EpsilonData } from '../../../charts/epsilonCurves'
import { modelColor } from '../../../charts/palette'
import { largestOf } from '../../../numbers/extremes'
import type { EvaluationRun } from '../../../store/evaluation/evaluation'
import type { ClaimsByModel } from '../../../store/evaluation/runClaims'
import { assignColors } from '../../../store/models/modelColors'
import type { RunModel } from '../../parts/runModels'
import { epsilonChart } from '../runCharts'

export interface LaidRun {
  /** "A" is the run that is shown. */
  readonly letter: string
  readonly run: EvaluationRun
  /** Of its curves; none for solid ones. */
  readonly dash?: string
  readonly models: readonly RunModel[]
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
/** Told apart at a line of two pixels; repeated from the sixth run on, which its letter tells apart. */
const DASHES = [undefined, '8 4', '2 3', '10 3 2 3', '14 4'] as const

/** Whether a run's curves can be drawn on the axes of another. */
export const canLayOver = (run: EvaluationRun, other: EvaluationRun): boolean => {
  const [one, two] = [run.plan.measure, other.plan.measure]
  return (
    (one.id === 'accuracy' || one.id === 'minimalEpsilon') &&
    run.id !== other.id &&
    one.id === two.id &&
    one.attack.settings.norm === two.attack.settings.norm
  )
}

/** @param models of the run that is shown, whose colours stay */
export function laidRuns(
  shown: EvaluationRun,
  models: readonly RunModel[],
  overlaid: readonly EvaluationRun[],
  held: ReadonlyMap<string, number>,
): readonly LaidRun[] {
  const others = overlaid.filter((run) => canLayOver(shown, run))
  const ids = [shown, ...others].flatMap(({ plan }) => plan.models.map(({ id }) => id))
  const colors = assignColors([...new Set(ids)], held)
  const own = new Map(models.map(({ id, color }) => [id, color]))
  return [shown, ...others].map((run, place): LaidRun => {
    const dash = DASHES[place % DASHES.length]
    return {
      letter: LETTERS[place % LETTERS.length] as string,
      run,
      ...(dash !== undefined && { dash }),
      models:
        place === 0
          ? models
          : run.plan.models.map(({ id, name }) => ({
              id,
              name,
              color: own.get(id) ?? modelColor(colors.get(id) ?? 0),
            })),
    }
  })
}

/** A model's name where runs are laid over one another: "B · Natural". */
export const laidName = ({ letter }: LaidRun, { name }: RunModel): string => `${letter} · ${name}`

/** The curves of all runs on the axes of the first, whose published figures alone are marked. */
export function laidChart(laid: readonly LaidRun[], claims: ClaimsByModel): EpsilonData {
  const charts = laid.map(({ run, models }, place) => {
    const { results } = run
    if (!('curves' in results)) {
      throw new Error('This measure has no curves to lay over others; choose one against ε.')
    }
    return epsilonChart(run, results, models, place === 0 ? claims : undefined)
  })
  const [first, ...others] = charts as [EpsilonData, ...EpsilonData[]]
  if (others.length === 0) return first
  return {
    ...first,
    series: charts.flatMap(({ series }, place) =>
      series.map((one, i) => {
        const of = laid[place] as LaidRun
        return {
          ...one,
          id: `${of.letter} ${one.id}`,
          name: laidName(of, of.models[i] as RunModel),
          ...(of.dash !== undefined && { dash: of.dash }),
        }
      }),
    ),
    highest: largestOf(charts.map(({ highest }) => highest)),
    named: [...new Set(charts.flatMap(({ named }) => named))].sort((one, other) => one - other),
  }
}
