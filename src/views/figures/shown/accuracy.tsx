import { useMemo } from 'react'
import { accuracyAxis } from '../../../charts/accuracyAxis'
import { type PaperSeries, paperCurves } from '../../../charts/paperCurves'
import { NORMS, toShown } from '../../../store/attacks/normUnits'
import type { EvaluationRun } from '../../../store/evaluation/evaluation'
import { FIGURE_STEPS, figureForm, isFigureRun } from '../../../store/figures/accuracyRun'
import { PAPER_FIGURES, paperSeriesId } from '../../../store/figures/paper'
import { useActions, useApp } from '../../parts/appContext'
import { type RunModel, useRunModels } from '../../parts/runModels'
import { evaluationFacts } from '../../parts/runs/evaluationRunWords'
import { FigureCharts } from '../FigureCharts'
import { trainingInk } from '../inks'
import { RunButton } from '../RunButton'
import type { PaperFigure } from '../types'
import { useFigureExports } from '../useFigureExports'

const { accuracy } = PAPER_FIGURES

/** Up to the paper's largest. */
const HIGHEST = 32

export const accuracyFigure: PaperFigure = {
  id: 'accuracy',
  number: 'Figure 2',
  title: 'Accuracy against ε under PGD-100',
  claim:
    'Gradient norm is slightly more accurate without an attack and falls behind adversarial training as ε grows: by about 7 points between 6/255 and 10/255. Both end near 0, as they must.',
  paper: 'accuracy',
  settings: `The smallest ε that fools the model on each image, as in the authors’ code: from 2/255, doubled up to 5 times, then halved 10 times, each time PGD with ${FIGURE_STEPS} steps of ε/4 from a random start: up to 1,600 gradients an image and model, minutes for some tens of images. Solid: ours with 95 % intervals (Wilson); dashed: the paper’s.`,
  Content: Accuracy,
}

function Accuracy() {
  const run = useApp(({ evaluation }) => evaluation.run)
  const attacks = useApp(({ evaluation }) => evaluation.attacks)
  const { setEvaluation } = useActions()
  const shown = isFigureRun(run) ? run : null
  const settle = () => setEvaluation(figureForm(attacks))
  return (
    <>
      <RunButton kind="evaluation" settle={settle} isShown={shown !== null}>
        Recompute under PGD-100
      </RunButton>
      {shown === null ? <Curves run={null} models={[]} /> : <CurvesOf run={shown} />}
    </>
  )
}

const CurvesOf = ({ run }: { readonly run: EvaluationRun }) => <Curves run={run} models={useRunModels(run)} />

function Curves({ run, models }: { readonly run: EvaluationRun | null; readonly models: readonly RunModel[] }) {
  const attacks = useApp(({ evaluation }) => evaluation.attacks)
  const results = run?.results
  const charts = useMemo(() => {
    const ours = models.map(({ id, name, color }): PaperSeries => {
      const curve = results?.id === 'minimalEpsilon' ? results.curves.find(({ modelId }) => modelId === id) : undefined
      const points = (curve?.points ?? []).flatMap(({ epsilon, share, interval }) =>
        share === null || interval === null
          ? []
          : [{ x: toShown(epsilon, 'linf'), y: 100 * share, low: 100 * interval.low, high: 100 * interval.high }],
      )
      return { id, name, ink: color, points: points.filter(({ x }) => x <= HIGHEST), isPaper: false, isStepped: true }
    })
    const theirs = accuracy.series.map(
      ({ id, name, percent }): PaperSeries => ({
        id: paperSeriesId(id),
        name: `paper: ${name}`,
        ink: trainingInk(id),
        points: accuracy.epsilons.map((x, place) => ({ x, y: percent[place] as number })),
        isPaper: true,
      }),
    )
    return [
      paperCurves({
        x: { kind: 'linear', label: `attack size ε in ${NORMS.linf.name}`, unit: '/255', domain: [0, HIGHEST] },
        y: accuracyAxis('images whose smallest ε is larger'),
        series: [...ours.filter(({ points }) => points.length > 0), ...theirs],
        place: (x) => `ε = ${Number(x.toFixed(2))}/255`,
        value: (y) => `${y.toFixed(1)} %`,
      }),
    ]
  }, [results, models])
  const lines = run === null ? [] : evaluationFacts(run, attacks).map(([name, value]) => `${name}: ${value}`)
  const exports = useFigureExports({ id: 'accuracy', title: accuracyFigure.title, paper: 'accuracy', charts, lines })
  return <FigureCharts charts={charts} labels={['Accuracy against epsilon, with the paper’s']} exports={exports} />
}
