/** @file The figures of a run's epochs as charts: accuracies, the gradient's norm, its alignment with edges. */
import { type EpochData, type EpochSeries, epochCurves } from '../../charts/epochCurves'
import type { Chart } from '../../charts/frame/chart'
import { modelColor } from '../../charts/palette'
import type { EpochRun, KeptEpoch } from '../../engine/checkpoints/epochRun'
import { wilsonInterval } from '../../numbers/wilson'
import { ownColor } from '../../store/models/modelColors'
import { travelTitle } from '../../store/timeTravel/travelTitle'
import { correlationText, threeDigits } from '../parts/format'

export interface ChartedRuns {
  readonly looked: EpochRun
  /** All that are shown, with it. */
  readonly runs: readonly EpochRun[]
  readonly epoch: number
}

const pgdAt = (measured: EpochRun['measured'], size: 'epsilon255' | 'zooEpsilon255') => `PGD ${measured[size]}/255`

/** The colours of evaluations' attacks are those of no model: neither is an accuracy's here. */
const ACCURACIES = [
  { figure: 'cleanAccuracy', ink: 'var(--muted)', name: () => 'clean' },
  { figure: 'fgsmAccuracy', ink: 'var(--accent)', name: ({ measured }: EpochRun) => `FGSM ${measured.epsilon255}/255` },
  {
    figure: 'zooPgdAccuracy',
    ink: 'var(--warning)',
    name: ({ measured }: EpochRun) => pgdAt(measured, 'zooEpsilon255'),
  },
  { figure: 'pgdAccuracy', ink: 'var(--fooled)', name: ({ measured }: EpochRun) => pgdAt(measured, 'epsilon255') },
] as const

const accuracies = ({ looked, epoch }: ChartedRuns): EpochData => ({
  title: 'accuracy',
  scale: 'percent',
  marked: epoch,
  format: (value) => `${value.toFixed(1)} %`,
  series: ACCURACIES.map(
    ({ figure, ink, name }): EpochSeries => ({
      id: figure,
      name: name(looked),
      ink,
      points: looked.epochs.map((kept) => {
        const { low, high } = wilsonInterval(kept[figure], looked.measured.images)
        return { epoch: kept.epoch, value: 100 * kept[figure], low: 100 * low, high: 100 * high }
      }),
    }),
  ),
})

/** One figure of every run that is shown. */
const ofRuns = ({ runs, looked }: ChartedRuns, figure: keyof KeptEpoch): EpochSeries[] =>
  runs.map((run) => ({
    id: run.id,
    name: runs.length === 1 ? '' : travelTitle(run),
    ink: modelColor(ownColor(run.id)),
    isFaint: run !== looked && runs.length > 3,
    points: run.epochs.map((kept) => ({ epoch: kept.epoch, value: kept[figure] })),
  }))

const norms = (charted: ChartedRuns): EpochData => ({
  title: 'mean ‖∇L‖₁',
  scale: 'log',
  marked: charted.epoch,
  format: threeDigits,
  series: ofRuns(charted, 'meanGradientL1'),
})

const alignments = (charted: ChartedRuns): EpochData => ({
  title: 'mean edge alignment r',
  scale: 'correlation',
  marked: charted.epoch,
  format: correlationText,
  series: ofRuns(charted, 'meanAlignment'),
})

export const epochCharts = (charted: ChartedRuns): readonly Chart<number>[] =>
  [accuracies, norms, alignments].map((data) => epochCurves(data(charted)))
