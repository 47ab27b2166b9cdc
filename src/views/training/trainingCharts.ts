/** @file The charts of a training's reports. */
import type { StepChart, StepMark, StepPoint, StepSeries } from '../../charts/stepCurves'
import { wilsonInterval } from '../../numbers/wilson'
import { rightWithout } from '../../outcomes/outcome'
import type { HeldOutEvaluation, TrainingRun } from '../../store/training/training'

export type ChartedRun = Pick<TrainingRun, 'steps' | 'series' | 'terms' | 'evaluations' | 'divergences' | 'form'>

export function lossChart(run: ChartedRun, looked: number | null): StepChart {
  const { terms = [] } = run
  const series = terms.map(
    (label, term): StepSeries => ({
      id: `term-${term}`,
      label,
      isEmphasised: term === 1,
      form: 'everyStep',
      points: run.series.map(({ step, terms }) => ({ step, value: terms[term] ?? Number.NaN, interval: null })),
    }),
  )
  return { ...shared(run, looked), title: 'terms of the loss, on the batches', scale: 'zero', series }
}

export function accuracyChart(run: ChartedRun, looked: number | null): StepChart {
  const { steps } = run.form.attack
  return {
    ...shared(run, looked),
    title: 'accuracy, %',
    scale: 'percent',
    series: [
      measured(run, 'clean', 'clean', false, (figures) => sharePoint(rightWithout(figures), figures.images)),
      measured(run, 'robust', `PGD-${steps}`, true, ({ robust, images }) => sharePoint(robust, images)),
    ],
  }
}

export const normChart = (run: ChartedRun, looked: number | null): StepChart => ({
  ...shared(run, looked),
  title: 'mean L1 norm of the gradient, log scale',
  scale: 'log',
  series: [measured(run, 'l1', '‖∇L‖₁', true, ({ meanGradientL1 }) => plain(meanGradientL1))],
})

export const alignmentChart = (run: ChartedRun, looked: number | null): StepChart => ({
  ...shared(run, looked),
  title: 'mean edge alignment, Pearson’s r',
  scale: 'signed',
  series: [measured(run, 'alignment', 'r', true, ({ meanEdgeAlignment }) => plain(meanEdgeAlignment ?? Number.NaN))],
})

/** All of a training's charts, with no step selected. */
export const trainingCharts = (run: ChartedRun): StepChart[] =>
  [accuracyChart, lossChart, normChart, alignmentChart].map((chart) => chart(run, null))

type Value = Omit<StepPoint, 'step'>

const plain = (value: number): Value => ({ value, interval: null })

function sharePoint(count: number, images: number): Value {
  const share = count / images
  const { low, high } = wilsonInterval(share, images)
  return { value: 100 * share, interval: { low: 100 * low, high: 100 * high } }
}

function measured(
  { evaluations }: ChartedRun,
  id: string,
  label: string,
  isEmphasised: boolean,
  of: (evaluation: HeldOutEvaluation) => Value,
): StepSeries {
  const points = evaluations.map((evaluation) => ({ step: evaluation.step, ...of(evaluation) }))
  return { id, label, isEmphasised, form: 'measured', points }
}

function shared({ steps, divergences }: ChartedRun, looked: number | null) {
  const marks = divergences.map(({ step, message }): StepMark => ({ step, label: message }))
  return { steps, marks, looked }
}

/** The last evaluation at or before a step; without a step, the last of all. */
export function evaluationAt(
  evaluations: readonly HeldOutEvaluation[],
  looked: number | null,
): HeldOutEvaluation | undefined {
  return looked === null ? evaluations.at(-1) : evaluations.findLast(({ step }) => step <= looked)
}
