import type { ReactNode } from 'react'
import type { Pending } from '../../store/pending'
import type { Computed } from '../../store/types'
import { useActions } from '../parts/appContext'
import { Waiting } from '../parts/Waiting'

interface CellFrameProps<Value> {
  readonly computed: Computed<Value>
  /** Whether a value is being computed, or what prevents it. */
  readonly pending: Pending
  /** Whether the value belongs to the current image and settings. Otherwise it is drawn grey, not removed. */
  readonly isCurrent: boolean
  readonly children: (value: Value) => ReactNode
}

/** A cell's value and its state: current, being recomputed, or failed with a way to retry. */
export function CellFrame<Value>({ computed, pending, isCurrent, children }: CellFrameProps<Value>) {
  const { retryResults } = useActions()
  const { value, progress } = computed
  const { isOnItsWay, failure, retryId } = pending
  const isStale = value !== null && !isCurrent
  if (failure !== null && (value === null || isStale || computed.error !== null)) {
    return (
      <div className="cell-error" role="alert">
        <p>{failure}</p>
        {retryId !== null && (
          <button type="button" onClick={() => retryResults(retryId)}>
            Retry
          </button>
        )}
      </div>
    )
  }
  return (
    <div
      className={`cell ${isStale ? 'is-stale' : ''}`}
      data-stale={isStale || value === null}
      aria-busy={progress !== null}
    >
      {value === null ? (
        <Waiting className="placeholder" isOnItsWay={isOnItsWay}>
          computing…
        </Waiting>
      ) : (
        children(value)
      )}
      {progress !== null && (isStale || value === null) && (
        <span className="cell-progress" style={{ transform: `scaleX(${Math.max(0.04, progress)})` }} />
      )}
    </div>
  )
}
