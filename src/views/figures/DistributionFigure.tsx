import { useMemo } from 'react'
import { distributions } from '../../charts/distributions'
import { wholeDecades } from '../../charts/frame/domains'
import { upright } from '../../charts/marks/rules'
import type { PaperPart } from '../../store/figures/paper'
import type { StatisticsRun } from '../../store/statistics/statistics'
import { columnValues, rowsOf } from '../../store/statistics/statisticsRows'
import { useRunModels } from '../parts/runModels'
import { FigureCharts } from './FigureCharts'
import { trainingInk } from './inks'
import { MeansTable } from './MeansTable'
import { statisticsLines } from './statisticsRun'
import { useFigureExports } from './useFigureExports'

interface DistributionFigureProps {
  readonly id: string
  readonly title: string
  readonly part: PaperPart
  readonly run: StatisticsRun
  readonly number: { readonly id: string; readonly title: string }
  /** The paper's means, by training: lines in the chart. */
  readonly paper: Readonly<Record<string, number>>
}

/** How a number is distributed over images, a curve for each model, with lines at the paper's means. */
export function DistributionFigure({ id, title, part, run, number, paper }: DistributionFigureProps) {
  const models = useRunModels(run)
  const rows = rowsOf(run)
  const charts = useMemo(() => {
    const groups = models.map(({ id: modelId, name, color }) => ({
      id: modelId,
      name,
      ink: color,
      values: columnValues(
        rows.filter((row) => row.modelId === modelId),
        number.id,
      ).filter((value) => value > 0),
    }))
    const domain = wholeDecades([...groups.flatMap(({ values }) => values), ...Object.values(paper)])
    const chart = distributions({ axis: { kind: 'log', label: number.title, domain }, groups })
    const lines = Object.entries(paper).map(([training, mean]) => ({
      id: `paper-${training}`,
      name: `paper: mean, ${training}`,
      ink: trainingInk(training),
      points: [{ x: mean, y: 0 }],
      marks: [upright(mean, 'paper-mean')],
    }))
    return [{ ...chart, series: [...chart.series, ...lines] }]
  }, [models, rows, number, paper])
  const exports = useFigureExports({ id, title, paper: part, charts, lines: statisticsLines(run) })
  return (
    <>
      <FigureCharts charts={charts} labels={[`Distribution of ${number.title} over images`]} exports={exports} />
      <p className="note">Dotted uprights: the paper’s means, in the colours of their trainings.</p>
      <MeansTable run={run} number={number} paper={paper} />
    </>
  )
}
