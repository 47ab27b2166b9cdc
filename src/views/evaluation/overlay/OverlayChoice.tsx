import { useShallow } from 'zustand/react/shallow'
import type { EvaluationRun } from '../../../store/evaluation/evaluation'
import type { KeptEntry } from '../../../store/runs/kept'
import { useApp } from '../../parts/appContext'
import { useEvaluation, useEvaluationActions } from '../../parts/evaluated/useEvaluation'
import { EntryFacts } from '../../parts/runs/EntryFacts'
import { type EntryWords, entriesWords } from '../../parts/runs/keptWords'
import type { LaidRun } from './laidRuns'

interface OverlayChoiceProps {
  readonly run: EvaluationRun
  readonly laid: readonly LaidRun[]
}

/** Chooses the kept runs that are laid over the one that is shown. */
export function OverlayChoice({ run, laid }: OverlayChoiceProps) {
  const entries = useApp(
    useShallow((state) => state.kept.entries.filter(({ kind, id }) => kind === 'evaluation' && id !== run.id)),
  )
  const attacks = useEvaluation((evaluation) => evaluation.attacks)
  if (entries.length === 0) {
    return (
      <p className="note">
        Other runs, and results that were made elsewhere, can be laid over this one once there are any.
      </p>
    )
  }
  return (
    <ul className="overlay-choice" data-testid="overlay-choice">
      {entriesWords(entries, { attacks, offered: null }).map((words) => (
        <Choice key={words.entry.id} run={run} words={words} laid={laid} />
      ))}
    </ul>
  )
}

function Choice({ run, words, laid }: OverlayChoiceProps & { readonly words: EntryWords }) {
  const { overlayRun } = useEvaluationActions()
  const { entry, title } = words
  const hindrance = hindranceOf(run, entry)
  const isChosen = useEvaluation((evaluation) => evaluation.overlay.includes(entry.id)) && hindrance === null
  const own = laid.find((each) => each.run.id === entry.id)
  return (
    <li>
      <label>
        <input
          type="checkbox"
          checked={isChosen}
          disabled={hindrance !== null}
          onChange={(event) => overlayRun(entry.id, event.target.checked)}
        />
        {own !== undefined && <RunKey laid={own} />}
        <span>
          <bdi>{title}</bdi>{' '}
          <span className="muted">
            <EntryFacts words={words} />
            {hindrance !== null && `; ${hindrance}`}
          </span>
        </span>
      </label>
    </li>
  )
}

/** Why its curves can not be drawn on these axes, or null. */
function hindranceOf({ plan }: EvaluationRun, { topic }: KeptEntry): string | null {
  const { measure } = plan
  if (!('measure' in topic) || topic.measure !== measure.id) return 'it measures something else'
  return topic.norm === measure.attack.settings.norm ? null : 'it is of another norm'
}

/** The letter and the line of a run. */
export function RunKey({ laid: { letter, dash } }: { readonly laid: LaidRun }) {
  return (
    <span className="run-key">
      <strong>{letter}</strong>
      <svg width="30" height="8" aria-hidden="true">
        <line x1="1" x2="29" y1="4" y2="4" stroke="currentColor" strokeWidth="2" strokeDasharray={dash} />
      </svg>
    </span>
  )
}
