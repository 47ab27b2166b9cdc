import { useMemo } from 'react'
import { Choice } from '../parts/Choice'
import { ColumnSelect } from './ColumnSelect'
import { SelectableFigure } from './SelectableFigure'
import type { Shown } from './shown'
import { distributionChart, groupsOf, scatterChart } from './statisticsCharts'
import { useStatistics, useStatisticsActions } from './useStatistics'

/** The distribution of a number, and that number against another, side by side; both select. */
export function DistributionFigures(shown: Shown) {
  const { columns, number, against, rows, models, model, isAttacked } = shown
  const split = useStatistics(({ look }) => look.split)
  const { lookAtStatistics } = useStatisticsActions()
  const groups = useMemo(
    () => groupsOf({ rows, models, model, split, isAttacked }),
    [rows, models, model, split, isAttacked],
  )
  const histogram = useMemo(() => distributionChart({ rows, groups, number }), [rows, groups, number])
  const dots = useMemo(() => scatterChart({ rows, groups, number, against }), [rows, groups, number, against])
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
          <SelectableFigure
            chart={histogram}
            label={`Distribution of ${number.title} over images`}
            testId="distribution"
            rows={rows}
            number={number}
            against={null}
          />
        </figure>
        <figure className="figure">
          <figcaption>
            {number.title} against {against.title} <span className="muted">a dot for each image</span>
          </figcaption>
          <SelectableFigure
            chart={dots}
            label={`${against.title} against ${number.title}, a dot for each image`}
            testId="scatter"
            rows={rows}
            number={number}
            against={against}
          />
        </figure>
      </div>
      <p className="chart-legend">
        {groups.map(({ id, name, ink, places }) => (
          <span key={id} className="legend-item">
            <span className="legend-dot" style={{ background: ink }} aria-hidden="true" />
            {name} <span className="muted">{places.length.toLocaleString('en')}</span>
          </span>
        ))}
      </p>
    </div>
  )
}
