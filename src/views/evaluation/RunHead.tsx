import { countOf } from '../../countOf'
import type { AttackDescription } from '../../engine/evaluation/types'
import type { EvaluationRun } from '../../store/evaluation/evaluation'
import { isAsSet } from '../../store/evaluation/evaluationChoices'
import { ELSEWHERE_STATUS } from '../../store/runs/openRuns'
import { Facts } from '../parts/Facts'
import { sizeText } from '../parts/format'
import { attackTitle, EVALUATION_STATUS, evaluationFacts, runTitle } from '../parts/runs/evaluationRunWords'
import { measuredWords, shortageWords } from '../parts/runs/evaluationWords'
import { useEvaluation } from './useEvaluation'
import { useSettledForm } from './useSettledForm'

interface RunHeadProps {
  readonly run: EvaluationRun
  readonly attacks: readonly AttackDescription[]
}

/** What a run measures, and every setting that it was made with. */
export function RunHead({ run, attacks }: RunHeadProps) {
  const { plan, status, progress } = run
  const isCurrent = isAsSet(plan, useSettledForm())
  const isElsewhere = useEvaluation((evaluation) => evaluation.isElsewhere)
  const { measure } = plan
  const { norm, epsilon } = measure.attack.settings
  const shortage = shortageWords(plan)
  const share = progress.total === 0 ? 0 : (progress.done + progress.share) / progress.total
  return (
    <header className="run-head">
      <h2>
        {runTitle(run)}
        <span className="muted">
          {' '}
          {attackTitle(measure, attacks)}
          {measure.id === 'transfer' && `, ε = ${sizeText(epsilon, norm)}`}; {measuredWords(run)}
        </span>
      </h2>
      <p className={`run-status is-${status}`} data-testid="run-status">
        {isElsewhere ? ELSEWHERE_STATUS : EVALUATION_STATUS[status]}
      </p>
      {(status === 'running' || status === 'paused') && (
        <span className="run-line" aria-hidden="true">
          <span style={{ transform: `scaleX(${share})` }} />
        </span>
      )}
      <details className="run-facts" open={!matchMedia('(max-width: 760px)').matches}>
        <summary>Made with</summary>
        <Facts facts={evaluationFacts(run, attacks)} />
      </details>
      {shortage !== null && (
        <p className="note" data-testid="shortage">
          {shortage}
        </p>
      )}
      {!isCurrent && (
        <p className="note" data-testid="settings-changed">
          The settings have changed since; this run used those shown above.
        </p>
      )}
      {status === 'cancelled' && (
        <p className="note">
          Cancelled after {countOf(progress.done, 'job')} of {progress.total.toLocaleString('en')}; the results so far
          are kept.
        </p>
      )}
    </header>
  )
}
