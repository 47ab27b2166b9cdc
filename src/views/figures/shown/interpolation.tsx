import { useMemo } from 'react'
import { fromZero, wholeDecades } from '../../../charts/frame/domains'
import { type PaperSeries, paperCurves } from '../../../charts/paperCurves'
import { largestOf } from '../../../numbers/extremes'
import { toShown } from '../../../store/attacks/normUnits'
import { PAPER_FIGURES, pairedPoints, paperSeriesId } from '../../../store/figures/paper'
import type { GeometryState } from '../../../store/geometry/geometry'
import type { Eps01 } from '../../../units'
import { useActions, useApp } from '../../parts/appContext'
import { type ModelSeries, useModelSeries } from '../../parts/figures/useModelSeries'
import { threeDigits } from '../../parts/format'
import { FigureCharts } from '../FigureCharts'
import { trainingInk } from '../inks'
import type { PaperFigure } from '../types'
import { useFigureExports } from '../useFigureExports'

const { interpolation } = PAPER_FIGURES

export const interpolationFigure: PaperFigure = {
  id: 'interpolation',
  number: null,
  title: 'From the image through the attack',
  claim:
    'Gradient norm flattens the loss at the image, adversarial training over the whole ball: along the attack the gradient of the first grows to twice its norm, that of the second less.',
  paper: 'interpolation',
  settings:
    'Ours: the loss and ‖∇L‖₁ at 17 places from the image of Compare to what its attack made of it, and as far again, as Geometry computes them with 17 gradients a model; of L∞ attacks. Theirs are means over images, at 0, 4 and 8/255; of the natural model’s norm its peak near 2/255 in place of 4/255.',
  Content: Interpolation,
}

const FIGURES = ['loss', 'l1'] as const
type Figure = (typeof FIGURES)[number]

/** Models whose attack in L∞ was followed. */
function ours(models: readonly ModelSeries[], { figures }: GeometryState, figure: Figure): PaperSeries[] {
  return models.flatMap(({ id, name, color }) => {
    const along = figures[id]?.alongAttack?.value
    if (along?.of.norm !== 'linf' || along.size === 0) return []
    const values = figure === 'loss' ? along.losses : along.l1
    const points = along.places.map((place, at) => ({
      x: toShown((place * along.size) as Eps01, 'linf'),
      y: values[at] as number,
    }))
    return [{ id, name, ink: color, points, isPaper: false }]
  })
}

const theirs = (figure: Figure): PaperSeries[] =>
  interpolation.series.map(({ id, name, [figure]: values }) => ({
    id: paperSeriesId(id),
    name: `paper: ${name}`,
    ink: trainingInk(id),
    points: pairedPoints(values),
    isPaper: true,
  }))

function Interpolation() {
  const models = useModelSeries()
  const geometry = useApp((state) => state.geometry)
  const { openView } = useActions()
  const charts = useMemo(
    () =>
      FIGURES.map((figure) => {
        const series = [...ours(models, geometry, figure), ...theirs(figure)]
        const values = series.flatMap(({ points }) => points.map(({ y }) => y))
        const furthest = largestOf(series.flatMap(({ points }) => points.map(({ x }) => x)))
        return paperCurves({
          title: figure === 'loss' ? 'loss, nats' : '‖∇L‖₁, log scale',
          x: { kind: 'linear', label: 'distance from the image in L∞', unit: '/255', domain: [0, furthest] },
          y:
            figure === 'loss'
              ? { kind: 'linear', label: '', domain: fromZero(values) }
              : { kind: 'log', label: '', domain: wholeDecades(values) },
          series,
          isNamed: false,
          place: (x) => `${Number(x.toFixed(2))}/255`,
          value: threeDigits,
        })
      }),
    [models, geometry],
  )
  const exports = useFigureExports({
    id: 'interpolation',
    title: interpolationFigure.title,
    paper: 'interpolation',
    charts,
    lines: ['ours: the image, label and attack of the link'],
  })
  return (
    <>
      <p>
        <button type="button" className="button is-primary" onClick={() => openView('geometry')}>
          Recompute in Geometry
        </button>
      </p>
      <FigureCharts
        charts={charts}
        labels={['Loss along the attack, with the paper’s', 'Gradient norm along the attack, with the paper’s']}
        exports={exports}
      />
    </>
  )
}
