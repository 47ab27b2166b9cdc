import type { ModelOpening } from '../../../store/models/opening'
import { useActions } from '../../parts/appContext'
import { useGuardedStart } from '../../parts/fields/FieldGroup'
import { Waiting } from '../../parts/Waiting'
import { CheckModel } from './CheckModel'
import { FoundFacts } from './FoundFacts'
import { OpeningClaims } from './OpeningClaims'
import { OpeningForm } from './OpeningForm'

/** What was found, what was assumed, a check of both, and the button that takes the answers. */
export function OpeningBody({ opening }: { readonly opening: ModelOpening }) {
  const { found, answers, doing, progress, error, check } = opening
  if (found === null || answers === null) {
    return (
      <Waiting isOnItsWay>
        <Reading progress={progress} />
      </Waiting>
    )
  }
  return (
    <>
      <FoundFacts found={found} answers={answers} />
      <OpeningForm found={found} answers={answers} />
      <OpeningClaims found={found} answers={answers} />
      <CheckModel answers={answers} check={check} />
      <Confirm isAdding={doing === 'adding'} progress={progress} error={error} />
    </>
  )
}

function Reading({ progress }: { readonly progress: number }) {
  return (
    <span className="data-set-progress">
      <progress value={progress} max={1} aria-label="Model being read" />
      <span className="muted">reading, {Math.round(100 * progress)} %</span>
    </span>
  )
}

interface ConfirmProps {
  readonly isAdding: boolean
  readonly progress: number
  readonly error: string | null
}

function Confirm({ isAdding, progress, error }: ConfirmProps) {
  const { confirmOpening, dismissOpening } = useActions()
  const guarded = useGuardedStart('opening')
  return (
    <footer className="opening-confirm">
      {error !== null && (
        <p className="error" role="alert">
          {error}
        </p>
      )}
      {isAdding && <Reading progress={progress} />}
      <button
        type="button"
        className="button is-primary"
        disabled={isAdding}
        onClick={() => guarded(() => void confirmOpening())}
      >
        Open the model
      </button>
      <button type="button" className="button" onClick={dismissOpening}>
        Cancel
      </button>
    </footer>
  )
}
