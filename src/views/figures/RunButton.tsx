import { SUBSET_FIELDS } from '../../plans/evaluationNumbers'
import { imagesHindrance, modelsHindrance } from '../../store/evaluation/chosenHindrance'
import type { AppState } from '../../store/types'
import { useActions, useApp } from '../parts/appContext'
import { FieldGroup, useGuardedStart } from '../parts/fields/FieldGroup'
import { NumberSettingField } from '../parts/fields/NumberSettingField'
import { RunButtons } from '../parts/runs/RunButtons'
import { statusText } from '../parts/runs/statusText'
import { useIsElsewhere, useRun } from '../parts/runs/useRun'

type FigureRunKind = 'evaluation' | 'statistics'

interface RunButtonProps {
  readonly kind: FigureRunKind
  /** Fills in the form with the figure's settings. */
  readonly settle: () => void
  /** Whether the run that the page shows is one of this figure. */
  readonly isShown: boolean
  readonly children: string
}

const hindranceOf = (state: AppState): string | null =>
  (modelsHindrance(state) ?? imagesHindrance(state))?.message ?? null

/** Recomputes a figure as a run like any other of the page: it can be paused, and is kept. */
export function RunButton({ kind, settle, isShown, children }: RunButtonProps) {
  const { runs, setEvaluation } = useActions()
  const guarded = useGuardedStart(`figure-${kind}`)
  const run = useRun(kind)
  const isElsewhere = useIsElsewhere(kind)
  const hindrance = useApp(hindranceOf)
  const isStarting = useApp((state) => state[kind].starting)
  const problem = useApp((state) => state[kind].problem)
  const subset = useApp(({ evaluation }) => evaluation.form.dataSet)
  const start = (
    <button
      type="button"
      className="button is-primary"
      disabled={hindrance !== null}
      // Not disabled while it starts, which would take the focus from it: the buttons that replace it have it next.
      aria-busy={isStarting}
      onClick={() =>
        guarded(() => {
          settle()
          void runs[kind].start()
        })
      }
    >
      {isStarting ? 'Starting…' : children}
    </button>
  )
  return (
    <FieldGroup name={`figure-${kind}`}>
      <div className="figure-run">
        <NumberSettingField
          setting={SUBSET_FIELDS.count}
          value={subset.count}
          onChange={(count) => setEvaluation({ dataSet: { ...subset, count } })}
        />
        {isShown ? <RunButtons kind={kind} start={start} /> : start}
        {isShown && run !== null && (
          <span className="muted" role="status">
            {statusText(run, isElsewhere)}
            {run.message !== null && `: ${run.message}`}
          </span>
        )}
        {hindrance !== null && <span className="muted">{hindrance}</span>}
        {problem !== null && (
          <p className="error" role="alert">
            {problem}
          </p>
        )}
      </div>
    </FieldGroup>
  )
}
