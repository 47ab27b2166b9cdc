import { useEffect, useMemo } from 'react'
import { PERCENT } from '../../../charts/frame/domains'
import { modelColor } from '../../../charts/palette'
import { type PaperSeries, paperCurves } from '../../../charts/paperCurves'
import type { EpochRun } from '../../../engine/checkpoints/epochRun'
import { largestOf } from '../../../numbers/extremes'
import { wilsonInterval } from '../../../numbers/wilson'
import { PAPER_FIGURES, pairedPoints, paperSeriesId } from '../../../store/figures/paper'
import { ownColor } from '../../../store/models/modelColors'
import { travelTitle } from '../../../store/timeTravel/travelTitle'
import { useActions, useApp } from '../../parts/appContext'
import { FigureCharts } from '../FigureCharts'
import { trainingInk } from '../inks'
import type { PaperFigure } from '../types'
import { useFigureExports } from '../useFigureExports'

const { overfitting } = PAPER_FIGURES

export const overfittingFigure: PaperFigure = {
  id: 'overfitting',
  number: null,
  title: 'Catastrophic overfitting to one step of FGSM',
  claim:
    'Adversarial training with a single step of FGSM loses its robustness all at once, in the paper for a while after 40 of 100 epochs and for good after 60; gradient norm, which takes one input gradient as well, does not.',
  paper: 'overfitting',
  settings:
    'Ours are the trainings of Time travel (Fashion-MNIST, from a natural model, one seed): accuracy on 1,000 test images after each epoch under PGD-20, with 95 % intervals (Wilson), within 16/255, the zoo’s size, and within 48/255, at which the two adversarial ones train. Theirs is Swin-B on ImageNet; its FGSM starts from random noise (FGSM-RS).',
  Content: Overfitting,
}

const SIZES = [
  ['zooPgdAccuracy', 'zooEpsilon255'],
  ['pgdAccuracy', 'epsilon255'],
] as const
type Size = (typeof SIZES)[number]

/** In percent of the training, as the paper's have 100 epochs and ours 8. */
function ours(run: EpochRun, [figure]: Size): PaperSeries {
  const last = run.epochs.at(-1)?.epoch ?? 1
  const points = run.epochs.map(({ epoch, [figure]: share }) => {
    const { low, high } = wilsonInterval(share, run.measured.images)
    return { x: (100 * epoch) / last, y: 100 * share, low: 100 * low, high: 100 * high }
  })
  return { id: run.id, name: travelTitle(run), ink: modelColor(ownColor(run.id)), points, isPaper: false }
}

const theirs = (): PaperSeries[] =>
  overfitting.series.map(({ id, name, percent }) => ({
    id: paperSeriesId(id),
    name: `paper: ${name}`,
    ink: trainingInk(id),
    points: pairedPoints(percent).map(({ x, y }) => ({ x: (100 * x) / LAST_EPOCH, y })),
    isPaper: true,
  }))

const LAST_EPOCH = largestOf(overfitting.series.flatMap(({ percent }) => percent.map(([epoch]) => epoch as number)))

function Overfitting() {
  const offered = useApp(({ timeTravel }) => timeTravel.offered)
  const read = useApp(({ timeTravel }) => timeTravel.runs)
  const isReady = useApp(({ engine }) => engine.status === 'ready')
  const { readEpochRuns, openView } = useActions()
  useEffect(() => {
    if (isReady) readEpochRuns()
  }, [isReady, readEpochRuns])
  const charts = useMemo(() => {
    const runs = offered.flatMap(({ id }) => read[id]?.value ?? [])
    return SIZES.map((size) =>
      paperCurves({
        title: `under PGD${runs[0] ? ` within ${runs[0].measured[size[1]]}/255` : ''}: accuracy, %`,
        isNamed: false,
        x: { kind: 'linear', label: 'share of the training', unit: '%', domain: [0, 100] },
        y: { kind: 'linear', label: '', domain: PERCENT },
        series: [...runs.map((run) => ours(run, size)), ...theirs()],
        place: (x) => `${Math.round(x)} % of the training`,
        value: (y) => `${y.toFixed(1)} %`,
      }),
    )
  }, [offered, read])
  const exports = useFigureExports({
    id: 'overfitting',
    title: overfittingFigure.title,
    paper: 'overfitting',
    charts,
    lines: [`ours: ${offered.map(({ id }) => id).join(', ')}; 1,000 test images, PGD-20`],
  })
  return (
    <>
      <FigureCharts
        charts={charts}
        labels={['Accuracy over the training within the smaller ε', 'Accuracy over the training within the larger ε']}
        exports={exports}
      />
      <p>
        <button type="button" className="link" onClick={() => openView('time-travel')}>
          See it epoch by epoch in Time travel
        </button>
      </p>
    </>
  )
}
