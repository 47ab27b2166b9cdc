/** @file How a run ended, in a sentence or two for whoever did not watch. */
import { countOf } from '../../../countOf'
import { quantilesOf } from '../../../numbers/quantiles'
import { rightWithout } from '../../../outcomes/outcome'
import type { EvaluationRun, RankedModel } from '../../../store/evaluation/evaluation'
import { measuredAttacks } from '../../../store/evaluation/evaluationPlan'
import { attackWords } from '../../../store/judgeWords'
import type { RunKind } from '../../../store/runs/kept'
import type { AnyRun } from '../../../store/runs/run'
import { RUN_KINDS, type Runs } from '../../../store/runs/runKinds'
import { statisticsColumns } from '../../../store/statistics/statisticsColumns'
import { columnValues, rowsOf } from '../../../store/statistics/statisticsRows'
import type { AppState } from '../../../store/types'
import { measuredSizeText, percent, sizeText, threeDigits } from '../format'
import { attackTitle } from './evaluationRunWords'
import { measuredWords, shareWords } from './evaluationWords'

interface RunEnd<Kind extends RunKind> {
  /** Such as "The evaluation". */
  readonly title: string
  /** What it found. */
  readonly result: (run: Runs[Kind], state: AppState) => string
}

const RUN_ENDS: { readonly [Kind in RunKind]: RunEnd<Kind> } = {
  evaluation: { title: 'The evaluation', result: evaluationResult },
  statistics: { title: 'The statistics run', result: statisticsResult },
  training: {
    title: 'The training',
    result({ evaluations, form }) {
      const [first, last] = [evaluations[0], evaluations.at(-1)]
      if (first === undefined || last === undefined || first === last) return ''
      const share = (count: number, images: number) => `${percent(count / images)} %`
      return (
        `On held-out images, robust to ${attackWords(form)}: ${share(first.robust, first.images)} before, ${share(last.robust, last.images)} now; ` +
        `right without an attack: ${share(rightWithout(first), first.images)} before, ${share(rightWithout(last), last.images)} now.`
      )
    },
  },
  sweep: {
    title: 'The sweep over λ',
    result({ entries, plan }) {
      const best = entries
        .flatMap(({ lambda, figures }) => (figures ? [{ lambda, share: figures.robust / figures.images }] : []))
        .toSorted((a, b) => b.share - a.share)[0]
      return best === undefined
        ? ''
        : `The most images are robust to ${attackWords(plan.form)} at λ = ${threeDigits(best.lambda)}: ${percent(best.share)} %.`
    },
  },
}

/** "The evaluation is done. PGD, L∞ at 8/255: Natural 0.0 % robust, …" or why it did not get there. */
export function runEndWords<Kind extends RunKind>(kind: Kind, state: AppState): string {
  const { run } = RUN_KINDS[kind].state(state)
  if (run === null) return ''
  const { title, result } = RUN_ENDS[kind]
  if (run.status === 'done') return `${title} is done. ${result(run, state)}`.trim()
  return `${title} ${STOPPED[run.status] ?? 'has stopped'}. ${run.message ?? ''}`.trim()
}

const STOPPED: Readonly<Partial<Record<AnyRun['status'], string>>> = {
  paused: 'is paused',
  diverged: 'has diverged',
  failed: 'was stopped by an error',
}

function evaluationResult(run: EvaluationRun, { evaluation }: AppState): string {
  const { results, plan } = run
  const { norm, epsilon } = plan.measure.attack.settings
  const attack = attackTitle(plan.measure, evaluation.attacks)
  const ofModels = (text: (id: string) => string) => plan.models.map(({ id, name }) => `${name} ${text(id)}`).join(', ')
  const images = `on ${measuredWords(run)}`
  if (results.id === 'accuracy') {
    const at = results.curves[0]?.points.at(-1)?.epsilon ?? epsilon
    const last = (id: string) => results.curves.find(({ modelId }) => modelId === id)?.points.at(-1)
    const share = ofModels((id) => `${wordsOf(last(id))} robust`)
    return `${attack} at ${sizeText(at, norm)}: ${share}, ${images}.`
  }
  if (results.id === 'minimalEpsilon') {
    const middle = (id: string) => {
      const { median = null } = results.curves.find(({ modelId }) => modelId === id) ?? {}
      if (median === null) return 'not known'
      return Number.isFinite(median) ? measuredSizeText(median, norm) : 'beyond the search'
    }
    return `Median of the smallest ε, ${attack}: ${ofModels(middle)}, ${images}.`
  }
  if (results.id === 'worstCase') {
    const inAll = (id: string) => wordsOf(results.models.find(({ modelId }) => modelId === id)?.union)
    return `${attack}: ${ofModels((id) => `${inAll(id)} robust in all norms`)}, ${images}.`
  }
  if (results.id === 'ranking') {
    const best = (id: string) => bestRanked(results.models.find(({ modelId }) => modelId === id))
    const names = measuredAttacks(plan.measure).map(
      (one) => evaluation.attacks.find(({ id }) => id === one.id)?.name ?? one.id,
    )
    const said = (id: string) => {
      const found = best(id)
      return found === null ? 'not known' : `${names[found.place]} (${percent(found.value)} %)`
    }
    return `The attack nearest to the best of all, by optimality: ${ofModels(said)}, ${images}.`
  }
  const worst = (id: string) =>
    results.cells
      .filter(({ from, to }) => to === id && from !== id)
      .toSorted((a, b) => (a.share ?? 1) - (b.share ?? 1))[0]
  return `${attack} at ${sizeText(epsilon, norm)}, made on another model: ${ofModels((id) => `${wordsOf(worst(id))} robust`)} at worst, ${images}.`
}

function bestRanked(model: RankedModel | undefined): { readonly place: number; readonly value: number } | null {
  const values = (model?.attacks ?? []).flatMap(({ optimality }, place) =>
    optimality === null ? [] : [{ place, value: optimality.value }],
  )
  return values.toSorted((one, other) => other.value - one.value)[0] ?? null
}

const wordsOf = (share: Parameters<typeof shareWords>[0] | undefined): string =>
  (share && shareWords(share)) || 'not known to be'

function statisticsResult(run: Runs['statistics'], { statistics }: AppState): string {
  const columns = statisticsColumns(run.plan)
  const column = columns.find(({ id }) => id === statistics.look.number) ?? columns[0]
  if (column === undefined) return ''
  const rows = rowsOf(run)
  const medians = run.plan.models.map(({ id, name }) => {
    const values = columnValues(
      rows.filter(({ modelId }) => modelId === id),
      column.id,
    )
    return `${name} ${values.length === 0 ? 'not defined' : threeDigits(quantilesOf(values, [0.5])[0] as number)}`
  })
  return `Median of ${column.title}: ${medians.join(', ')}, on ${countOf(run.plan.indices.length, 'image')}.`
}
