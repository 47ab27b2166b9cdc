import { useEffect, useMemo } from 'react'
import { PERCENT } from '../../../charts/frame/domains'
import { type PaperSeries, paperCurves } from '../../../charts/paperCurves'
import type { TrainingLog } from '../../../engine/checkpoints/trainingLog'
import { PAPER_FIGURES, pairedPoints, paperSeriesId } from '../../../store/figures/paper'
import { useActions, useApp } from '../../parts/appContext'
import { FigureCharts } from '../FigureCharts'
import { trainingInk } from '../inks'
import type { PaperFigure } from '../types'
import { useFigureExports } from '../useFigureExports'

const { epochs } = PAPER_FIGURES

const LOGGED = (['gelu', 'relu'] as const).flatMap((activation) =>
  (
    [
      ['gradient-norm', 'gradnorm', 'gradient norm'],
      ['adversarial', 'adversarial', 'adversarial'],
    ] as const
  ).map(([training, ending, name]) => ({ activation, training, name, id: `cifar10-resnet-${activation}-${ending}` })),
)

const ACTIVATIONS = { gelu: 'GELU', relu: 'ReLU' } as const

export const epochsFigure: PaperFigure = {
  id: 'epochs',
  number: 'Figure 4',
  title: 'Clean and robust accuracy over the training',
  claim:
    'With GELU, gradient norm ends a little more accurate and a little less robust than adversarial training. With ReLU it collapses within ten epochs, while adversarial training hardly minds.',
  paper: 'epochs',
  settings:
    'Ours are the logs of the trainings that ship (CIFAR-10, ResNet, fine-tuned from the natural model, one seed): accuracy on the first 500 test images after each epoch, without an attack and under PGD-10 at 8/255; theirs is ResNet-50 on ImageNet at 4/255. Of ReLU a few points of the paper’s curves could be read: where they end, where the accuracy without an attack is lowest and where that under PGD-10 is highest.',
  Content: Epochs,
}

/** In percent of the training, as the paper's have 50 epochs and ours 12. */
function ofLog(log: TrainingLog, figure: 'clean' | 'pgd10') {
  const last = log.at(-1)?.epoch ?? 1
  return log.flatMap((logged) => {
    const value = logged[figure]
    return value === undefined ? [] : [{ x: (100 * logged.epoch) / last, y: 100 * value }]
  })
}

function Epochs() {
  const logs = useApp((state) => state.trainingLogs)
  const isReady = useApp(({ engine }) => engine.status === 'ready')
  const { retryTrainingLog } = useActions()
  useEffect(() => {
    // Has no effect on logs that are known.
    if (isReady) for (const { id } of LOGGED) retryTrainingLog(id)
  }, [isReady, retryTrainingLog])
  const charts = useMemo(
    () =>
      (['gelu', 'relu'] as const).flatMap((activation) =>
        (['clean', 'pgd10'] as const).map((figure) => {
          const ours = LOGGED.filter((logged) => logged.activation === activation).map(
            ({ id, training, name }): PaperSeries => ({
              id,
              name,
              ink: trainingInk(training),
              points: ofLog(logs[id]?.value ?? [], figure),
              isPaper: false,
            }),
          )
          return paperCurves({
            title: `${ACTIVATIONS[activation]}, ${figure === 'clean' ? 'without an attack' : 'under PGD-10'}: accuracy, %`,
            x: { kind: 'linear', label: 'share of the training', unit: '%', domain: [0, 100] },
            y: { kind: 'linear', label: '', domain: PERCENT },
            series: [...ours.filter(({ points }) => points.length > 0), ...theirs(activation, figure)],
            place: (x) => `${Math.round(x)} % of the training`,
            value: (y) => `${y.toFixed(1)} %`,
          })
        }),
      ),
    [logs],
  )
  const exports = useFigureExports({
    id: 'epochs',
    title: epochsFigure.title,
    paper: 'epochs',
    charts,
    lines: [`ours: ${LOGGED.map(({ id }) => id).join(', ')}; 500 test images, PGD-10 at 8/255`],
  })
  return <FigureCharts charts={charts} labels={charts.map(({ title }) => title ?? '')} exports={exports} />
}

function theirs(activation: 'gelu' | 'relu', figure: 'clean' | 'pgd10'): PaperSeries[] {
  const last = epochs.epochs.at(-1) as number
  const ofGelu = epochs.series.map(({ id, [figure]: percent }) => ({
    id,
    points: epochs.epochs.map((x, place) => ({ x, y: percent[place] as number })),
  }))
  const ofRelu = epochs.relu.map(({ id, [figure]: pairs }) => ({ id, points: pairedPoints(pairs) }))
  return (activation === 'gelu' ? ofGelu : ofRelu).map(({ id, points }) => ({
    id: paperSeriesId(id),
    name: `paper: ${id === 'adversarial' ? 'adversarial' : 'gradient norm'}`,
    ink: trainingInk(id),
    points: points.map(({ x, y }) => ({ x: (100 * x) / last, y })),
    isPaper: true,
    drawn: activation === 'gelu' ? 'course' : 'points',
  }))
}
