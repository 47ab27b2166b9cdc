import { countOf } from '../../countOf'
import { isMoving } from '../../store/runs/run'
import { RUN_KINDS } from '../../store/runs/runKinds'
import { useActions, useApp } from '../parts/appContext'

/** Offers a new version once nothing is running that a reload would pause. */
export function UpdateNotice() {
  const { hasUpdate, otherTabs } = useApp((state) => state.offline)
  const isRunning = useApp((state) => Object.values(RUN_KINDS).some((kind) => isMoving(kind.state(state).run)))
  const { takeUpdate } = useActions()
  if (!hasUpdate || isRunning) return null
  return (
    <div className="page-notices">
      <div className="page-notice is-status" role="status" data-testid="update-notice">
        <p>
          {otherTabs === 0
            ? 'A new version of this page is ready.'
            : `A new version of this page is ready; close its ${countOf(otherTabs, 'other tab')} first, where the version before is in use.`}
        </p>
        <button type="button" className="link" onClick={() => void takeUpdate()}>
          Reload
        </button>
      </div>
    </div>
  )
}
