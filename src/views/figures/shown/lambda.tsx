import { useMemo } from 'react'
import { PERCENT } from '../../../charts/frame/domains'
import { type PaperSeries, paperCurves } from '../../../charts/paperCurves'
import { wilsonInterval } from '../../../numbers/wilson'
import { rightWithout } from '../../../outcomes/outcome'
import { PAPER_FIGURES, paperSeriesId } from '../../../store/figures/paper'
import { ZOO_SWEEP } from '../../../store/figures/zooSweep'
import type { LambdaSweep } from '../../../store/training/training'
import { useActions, useApp } from '../../parts/appContext'
import { FigureCharts } from '../FigureCharts'
import { trainingInk } from '../inks'
import type { PaperFigure } from '../types'
import { useFigureExports } from '../useFigureExports'

const { lambda: paper } = PAPER_FIGURES

export const lambdaFigure: PaperFigure = {
  id: 'lambda',
  number: 'Figure 5',
  title: 'The weight λ of the gradient norm',
  claim:
    'A larger λ costs accuracy without an attack; robustness rises up to λ = 1.4 and falls after it, and at 1.9 the training collapses.',
  paper: 'lambda',
  settings: `Ours: ${ZOO_SWEEP.where} at ${ZOO_SWEEP.epsilon255}/255, with 95 % intervals (Wilson). Theirs: Swin-B on ImageNet, PGD-10 and AutoAttack at 4/255, each fine-tuned from the model of λ = 1.2; level lines are their adversarial training. A sweep of your own is made in Train, and then stands here too.`,
  Content: Lambda,
}

const FIGURES = ['clean', 'robust'] as const
type Figure = (typeof FIGURES)[number]

const INKS: Readonly<Record<string, string>> = {
  'double-12': trainingInk('gradient-norm'),
  'double-20': trainingInk('edge-regularisation'),
  'differences-12': trainingInk('gradient-norm-differences'),
  'differences-20': trainingInk('fgsm'),
}

const zooSeries = (figure: Figure): PaperSeries[] =>
  ZOO_SWEEP.series.map(({ id, name, points }) => ({
    id,
    name,
    ink: INKS[id] ?? trainingInk('other'),
    points: points.map(({ lambda, [figure]: percent }) => {
      const { low, high } = wilsonInterval(percent / 100, ZOO_SWEEP.images)
      return { x: lambda, y: percent, low: 100 * low, high: 100 * high }
    }),
    isPaper: false,
  }))

const ownSeries = (sweep: LambdaSweep | null, figure: Figure): PaperSeries[] =>
  sweep === null
    ? []
    : [
        {
          id: 'own',
          name: 'your sweep',
          ink: 'var(--text)',
          points: sweep.entries.flatMap(({ lambda, figures }) => {
            if (figures === null) return []
            const share = (figure === 'clean' ? rightWithout(figures) : figures.robust) / figures.images
            const { low, high } = wilsonInterval(share, figures.images)
            return [{ x: lambda, y: 100 * share, low: 100 * low, high: 100 * high }]
          }),
          isPaper: false,
        },
      ]

const LAMBDAS = [0.75, 1.95] as const

const THEIRS = {
  clean: [{ of: 'clean', name: 'paper, Swin-B' }],
  robust: [
    { of: 'pgd10', name: 'paper, Swin-B: PGD-10' },
    { of: 'autoAttack', name: 'paper, Swin-B: AutoAttack' },
  ],
} as const

/** Each with the accuracy of the paper's adversarial training, which λ is no part of. */
const theirs = (figure: Figure): PaperSeries[] =>
  THEIRS[figure].flatMap(({ of, name }): PaperSeries[] => {
    const ink = of === 'autoAttack' ? 'var(--fooled)' : 'var(--muted)'
    const points = paper.lambdas.map((x, place) => ({ x, y: paper[of][place] as number }))
    const { lambda, percent } = paper.collapsed
    const level = paper.adversarial[of]
    return [
      { id: paperSeriesId(of), name, ink, points: [...points, { x: lambda, y: percent }], isPaper: true },
      {
        id: paperSeriesId(`${of}-adversarial`),
        name: `${name}, adversarial training (level)`,
        ink,
        points: LAMBDAS.map((x) => ({ x, y: level })),
        isPaper: true,
        drawn: 'level',
      },
    ]
  })

function Lambda() {
  const sweep = useApp(({ training }) => training.sweep)
  const { openView } = useActions()
  const charts = useMemo(
    () =>
      FIGURES.map((figure) =>
        paperCurves({
          title: `${figure === 'clean' ? 'without an attack' : 'under attack'}: accuracy, %`,
          isNamed: false,
          x: { kind: 'linear', label: 'λ: weight of the gradient norm', domain: LAMBDAS },
          y: { kind: 'linear', label: '', domain: PERCENT },
          series: [...zooSeries(figure), ...ownSeries(sweep, figure), ...theirs(figure)],
          place: (x) => `λ = ${x}`,
          value: (y) => `${y.toFixed(1)} %`,
        }),
      ),
    [sweep],
  )
  const exports = useFigureExports({
    id: 'lambda',
    title: lambdaFigure.title,
    paper: 'lambda',
    charts,
    lines: [`ours: ${ZOO_SWEEP.where} at ${ZOO_SWEEP.epsilon255}/255`],
  })
  return (
    <>
      <FigureCharts
        charts={charts}
        labels={['Accuracy without an attack against lambda', 'Robust accuracy against lambda']}
        exports={exports}
      />
      <p>
        <button type="button" className="link" onClick={() => openView('training')}>
          {sweep === null ? 'Sweep λ yourself in Train' : 'Your sweep in Train'}
        </button>
      </p>
    </>
  )
}
