import { countOf } from '../../countOf'
import type { AttackDescription } from '../../engine/evaluation/types'
import type { EvaluationRun } from '../../store/evaluation/evaluation'
import { isAsSet } from '../../store/evaluation/evaluationChoices'
import { useSettledForm } from '../parts/evaluated/useSettledForm'
import { sizeText } from '../parts/format'
import { NARROW, useMedia } from '../parts/layout/useMedia'
import { attackTitle, evaluationFacts, runTitle } from '../parts/runs/evaluationRunWords'
import { measuredWords, shortageWords } from '../parts/runs/evaluationWords'
import { RunHead } from '../parts/runs/RunHead'

interface EvaluationHeadProps {
  readonly run: EvaluationRun
  readonly attacks: readonly AttackDescription[]
}

/** What an evaluation measures, and what a reader should know of it. */
export function EvaluationHead({ run, attacks }: EvaluationHeadProps) {
  const { plan, status, progress } = run
  const isCurrent = isAsSet(plan, useSettledForm())
  const { measure } = plan
  const { norm, epsilon } = measure.attack.settings
  const shortage = shortageWords(plan)
  return (
    <RunHead
      kind="evaluation"
      title={runTitle(run)}
      about={
        <>
          {attackTitle(measure, attacks)}
          {measure.id === 'transfer' && `, ε = ${sizeText(epsilon, norm)}`}; {measuredWords(run)}
        </>
      }
      shareDone={progress.total === 0 ? 0 : (progress.done + progress.share) / progress.total}
      facts={evaluationFacts(run, attacks)}
      isUnfolded={!useMedia(NARROW)}
    >
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
      {status === 'stopped' && (
        <p className="note">
          Stopped after {countOf(progress.done, 'job')} of {progress.total.toLocaleString('en')}; the results so far are
          kept.
        </p>
      )}
    </RunHead>
  )
}
