/** @file The charts of a training's reports. */
import type { StepData, StepMark, StepPoint, StepSeries } from '../../charts/stepCurves'
import { wilsonInterval } from '../../numbers/wilson'
import { rightWithout } from '../../outcomes/outcome'
import type { HeldOutEvaluation, TrainingRun } from '../../store/training/training'
import { correlationText, threeDigits } from '../parts/format'

export type ChartedRun = Pick<TrainingRun, 'steps' | 'series' | 'terms' | 'evaluations' | 'divergences' | 'form'>

export function lossChart(run: ChartedRun): StepData {
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
  return { ...shared(run), title: 'terms of the loss, on the batches', scale: 'zero', series }
}

export function accuracyChart(run: ChartedRun): StepData {
  const { steps } = run.form.attack
  return {
    ...shared(run),
    title: 'accuracy',
    scale: 'percent',
    format: (value) => `${value.toFixed(1)} %`,
    series: [
      measured(run, 'clean', 'clean', false, (figures) => sharePoint(rightWithout(figures), figures.images)),
      measured(run, 'robust', `PGD-${steps}`, true, ({ robust, images }) => sharePoint(robust, images)),
    ],
  }
}

export const normChart = (run: ChartedRun): StepData => ({
  ...shared(run),
  title: 'mean L1 norm of the gradient',
  scale: 'log',
  series: [measured(run, 'l1', '‖∇L‖₁', true, ({ meanGradientL1 }) => plain(meanGradientL1))],
})

export const alignmentChart = (run: ChartedRun): StepData => ({
  ...shared(run),
  title: 'mean edge alignment, Pearson’s r',
  scale: 'signed',
  format: correlationText,
  series: [measured(run, 'alignment', 'r', true, ({ meanEdgeAlignment }) => plain(meanEdgeAlignment ?? Number.NaN))],
})

/** All of a training's charts. */
export const trainingCharts = (run: ChartedRun): StepData[] =>
  [accuracyChart, lossChart, normChart, alignmentChart].map((chart) => chart(run))

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

function shared({ steps, divergences }: ChartedRun) {
  const marks = divergences.map(({ step, message }): StepMark => ({ step, label: message }))
  return { steps, marks, format: threeDigits }
}

/** The last evaluation at or before a step; without a step, the last of all. */
export function evaluationAt(
  evaluations: readonly HeldOutEvaluation[],
  looked: number | null,
): HeldOutEvaluation | undefined {
  return looked === null ? evaluations.at(-1) : evaluations.findLast(({ step }) => step <= looked)
}
