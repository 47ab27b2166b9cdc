import { useMemo } from 'react'
import { distributions } from '../../charts/distributions'
import { wholeDecades } from '../../charts/frame/domains'
import { upright } from '../../charts/marks/rules'
import { PAPER_TRAININGS, type PaperPart, paperSeriesId } from '../../store/figures/paper'
import type { StatisticsRun } from '../../store/statistics/statistics'
import { columnValues, rowsOf } from '../../store/statistics/statisticsRows'
import { useRunModels } from '../parts/runModels'
import { FigureCharts } from './FigureCharts'
import { trainingInk } from './inks'
import { MeansTable } from './MeansTable'
import { statisticsLines } from './statisticsRun'
import type { FigureNumber } from './types'
import { useFigureExports } from './useFigureExports'

interface DistributionFigureProps {
  readonly id: string
  readonly title: string
  readonly part: PaperPart
  readonly run: StatisticsRun
  /** The paper's means are lines in the chart. */
  readonly number: FigureNumber
  /** Further ones, as tables. */
  readonly others?: readonly FigureNumber[]
}

const NO_OTHERS: readonly FigureNumber[] = []

/** How a number is distributed over images, a curve for each model, with lines at the paper's means. */
export function DistributionFigure({ id, title, part, run, number, others = NO_OTHERS }: DistributionFigureProps) {
  const models = useRunModels(run)
  const rows = rowsOf(run)
  const { paper } = number
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
    const chart = distributions({ axis: { kind: 'log', label: number.title, domain }, groups })(null)
    const lines = Object.entries(paper).map(([training, mean]) => ({
      id: paperSeriesId(training),
      name: `paper: mean, ${PAPER_TRAININGS[training] ?? training}`,
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
      {[number, ...others].map((each) => (
        <MeansTable key={each.id} run={run} number={each} />
      ))}
    </>
  )
}
