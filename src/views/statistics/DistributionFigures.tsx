import { useMemo } from 'react'
import { distributions } from '../../charts/distributions'
import { scatter } from '../../charts/scatter'
import { hasSelection } from '../../store/statistics/statisticsRows'
import { Choice } from '../parts/Choice'
import { type Brush, BrushedFigure } from './BrushedFigure'
import { ColumnSelect } from './ColumnSelect'
import type { Shown } from './shown'
import { columnAxis, distributionsData, groupsOf, scatterGroups } from './statisticsCharts'
import { useStatistics, useStatisticsActions } from './useStatistics'

const HEIGHT = 300

/** The distribution of a number, and that number against another, side by side; both select. */
export function DistributionFigures({
  columns,
  number,
  against,
  rows,
  models,
  model,
  isAttacked,
  ...rest
}: Omit<Shown, 'run' | 'judge'>) {
  const look = useStatistics((statistics) => statistics.look)
  const selected = hasSelection(look) ? rest.selected : null
  const { lookAtStatistics, selectStatistics, clearStatisticsSelection } = useStatisticsActions()
  const { split } = look
  const groups = useMemo(
    () => groupsOf({ rows, models, model, split, isAttacked }),
    [rows, models, model, split, isAttacked],
  )
  const histogram = useMemo(
    () => distributions(distributionsData({ groups, number, selected }, rows)),
    [groups, number, selected, rows],
  )
  const dots = useMemo(
    () =>
      scatter(
        columnAxis(number, rows),
        columnAxis(against, rows),
        scatterGroups({ groups, number, selected }, against),
      ),
    [groups, number, selected, against, rows],
  )
  const inNumber = look.ranges[number.id] ?? null
  const inAgainst = look.ranges[against.id] ?? null
  const along: Brush = useMemo(() => ({ x: inNumber, y: null }), [inNumber])
  const both: Brush = useMemo(() => ({ x: inNumber, y: inAgainst }), [inNumber, inAgainst])
  const select = ({ x, y }: Brush) => {
    if (x === null && y === null) clearStatisticsSelection()
    else selectStatistics({ [number.id]: x, ...(number.id !== against.id && { [against.id]: y }) })
  }
  return (
    <div className="statistics-figures">
      <div className="statistics-controls">
        <ColumnSelect
          label="Number"
          columns={columns}
          value={number.id}
          onChange={(id) => lookAtStatistics({ number: id })}
        />
        <ColumnSelect
          label="Against"
          columns={columns}
          value={against.id}
          onChange={(id) => lookAtStatistics({ against: id })}
        />
        <Choice
          label="One curve for each"
          value={split}
          options={[
            ['models', 'Model'],
            ['outcomes', 'Outcome'],
          ]}
          onChange={(next) => lookAtStatistics({ split: next })}
        />
        {models.length > 1 && (
          <label className="field">
            <span>{split === 'outcomes' ? 'Of' : 'Compared with'}</span>
            <select
              value={model.id}
              data-testid="statistics-model"
              onChange={(event) => lookAtStatistics({ modelId: event.target.value })}
            >
              {models.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      <div className="statistics-charts">
        <figure className="figure">
          <figcaption>
            Distribution over images <span className="muted">histogram and density; line: median</span>
          </figcaption>
          <BrushedFigure
            chart={histogram}
            label={`Distribution of ${number.title} over images`}
            height={HEIGHT}
            testId="distribution"
            brush={along}
            axes="x"
            onBrush={({ x }) => select({ x, y: null })}
          />
        </figure>
        <figure className="figure">
          <figcaption>
            {number.title} against {against.title} <span className="muted">a dot for each image</span>
          </figcaption>
          <BrushedFigure
            chart={dots}
            label={`${against.title} against ${number.title}, a dot for each image`}
            height={HEIGHT}
            testId="scatter"
            brush={both}
            axes="xy"
            onBrush={select}
          />
        </figure>
      </div>
      <p className="chart-legend">
        {groups.map(({ id, name, ink, rows: own }) => (
          <span key={id} className="legend-item">
            <span className="legend-dot" style={{ background: ink }} aria-hidden="true" />
            {name} <span className="muted">{own.length.toLocaleString('en')}</span>
          </span>
        ))}
      </p>
    </div>
  )
}
