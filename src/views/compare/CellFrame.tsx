import type { ReactNode } from 'react'
import type { Computed } from '../../store/types'
import { useActions, useApp } from '../appContext'

interface CellFrameProps<Value> {
  readonly modelId: string
  readonly computed: Computed<Value>
  /** Whether the value belongs to what is on screen now. A value that does not is dimmed, never taken away. */
  readonly isCurrent: boolean
  readonly children: (value: Value) => ReactNode
}

/** A cell's value, and how true it is: current, being computed again, or failed with a way to retry. */
export function CellFrame<Value>({ modelId, computed, isCurrent, children }: CellFrameProps<Value>) {
  const { retryResults } = useActions()
  const { value, progress, error } = computed
  const isStale = value !== null && !isCurrent
  if (error !== null) {
    return (
      <div className="cell-error" role="alert">
        <p>{error}</p>
        <button type="button" onClick={() => retryResults(modelId)}>
          Retry
        </button>
      </div>
    )
  }
  return (
    <div
      className={`cell ${isStale ? 'is-stale' : ''}`}
      data-stale={isStale || value === null}
      aria-busy={progress !== null}
    >
      {value === null ? <CellPlaceholder modelId={modelId} /> : children(value)}
      {progress !== null && (isStale || value === null) && (
        <span className="cell-progress" style={{ transform: `scaleX(${Math.max(0.04, progress)})` }} />
      )}
    </div>
  )
}

function CellPlaceholder({ modelId }: { readonly modelId: string }) {
  const status = useApp((state) => state.models.find((model) => model.id === modelId)?.status)
  return <div className="placeholder">{status === 'failed' ? '' : 'computing…'}</div>
}
