import { countOf } from '../../countOf'
import { fromShown, NORMS, toShown } from '../../store/attacks/normUnits'
import { demandOf } from '../../store/compare/quantities'
import type { StatisticsRun } from '../../store/statistics/statistics'
import { COSTLY_QUANTITIES, costlyTitles } from '../../store/statistics/statisticsColumns'
import { settledEpsilon } from '../../store/statistics/statisticsForm'
import { useApp } from '../parts/appContext'
import { ModelChoice } from '../parts/evaluated/ModelChoice'
import { SourceControls } from '../parts/evaluated/SourceControls'
import { NumberField } from '../parts/fields/NumberField'
import { whole } from '../parts/format'
import { HelpHeading } from '../parts/help/HelpHeading'
import { RunControls, type RunProgress } from '../parts/runs/RunControls'
import { RunRail } from '../parts/runs/RunRail'
import { durationText, estimateText, timeLeft } from '../parts/timeLeft'
import { useStatistics, useStatisticsActions } from './useStatistics'
import { useStatisticsStart } from './useStatisticsStart'

export function StatisticsRail() {
  return (
    <RunRail kind="statistics" controls={<Controls />} summary="Models, images, attack, numbers">
      <ModelChoice />
      <SourceControls />
      <SplitControls />
      <CostlyControls />
    </RunRail>
  )
}

function Controls() {
  const run = useStatistics((statistics) => statistics.run)
  const hindrance = useStatisticsStart()
  return (
    <RunControls
      kind="statistics"
      testId="statistics-controls"
      startText="Measure"
      hindrance={hindrance}
      progress={run && progressOf(run)}
    />
  )
}

function progressOf(run: StatisticsRun): RunProgress {
  const { status, progress, activeMs } = run
  const { done, total, share } = progress
  const blocks = status === 'done' ? '' : `: ${whole(done)} of ${countOf(total, 'block')}`
  const left =
    status === 'running' ? `, ${estimateText(timeLeft({ judged: done + share, toJudge: total }, activeMs))}` : ''
  return {
    done: done + share,
    of: total,
    text: `${blocks}, ${durationText(activeMs)} spent${left}`,
    label: 'Statistics',
    testId: 'statistics-progress',
  }
}

/** By what images are split, and the ε of that. */
function SplitControls() {
  const form = useStatistics((statistics) => statistics.form)
  const models = useApp((state) => state.models)
  const chosen = useApp((state) => state.evaluation.form)
  const { setStatistics } = useStatisticsActions()
  const epsilon = settledEpsilon(form, models, chosen)
  return (
    <section className="group">
      <HelpHeading title="Split" items={['ε', 'robust', 'fooled', 'wrong without an attack']} />
      <label className="check">
        <input
          type="checkbox"
          checked={form.isAttacked}
          onChange={({ target }) => setStatistics({ isAttacked: target.checked })}
        />
        Robust and fooled, by PGD with 10 steps
      </label>
      <NumberField
        label="ε"
        unit={NORMS.linf.suffix}
        value={toShown(epsilon, 'linf')}
        min={1e-3}
        max={NORMS.linf.largest}
        onChange={(shown) => setStatistics({ epsilon: fromShown(shown, 'linf') })}
      />
    </section>
  )
}

/** Numbers that take further passes. */
function CostlyControls() {
  const { quantities } = useStatistics((statistics) => statistics.form)
  const { setStatistics } = useStatisticsActions()
  if (COSTLY_QUANTITIES.length === 0) return null
  return (
    <section className="group">
      <h2>More numbers</h2>
      {COSTLY_QUANTITIES.map((id) => (
        <label className="check" key={id}>
          <input
            type="checkbox"
            checked={quantities.includes(id)}
            onChange={({ target }) =>
              setStatistics({
                quantities: COSTLY_QUANTITIES.filter((each) =>
                  each === id ? target.checked : quantities.includes(each),
                ),
              })
            }
          />
          <span>
            {costlyTitles(id)} <span className="muted">{countOf(demandOf(id).gradients, 'gradient')}</span>
          </span>
        </label>
      ))}
    </section>
  )
}
