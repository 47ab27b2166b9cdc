import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useActions, useApp } from './appContext'

const BACKEND_LABELS = { webgpu: 'WebGPU', wasm: 'WebAssembly', webgl: 'WebGL', cpu: 'JavaScript' } as const

/** The backend in use, its device, and why it was chosen. */
export function BackendBadge() {
  const engine = useApp((state) => state.engine)
  const { openDialog, restartEngine } = useActions()
  const details = useClosedOutside()
  if (engine.status === 'starting' && engine.message === undefined) {
    return (
      <p className="badge" role="status">
        Starting the engine…
      </p>
    )
  }
  if (engine.status !== 'ready') {
    return (
      <p className={`badge is-${engine.status}`} role="alert" data-testid="backend-alert">
        {engine.message}{' '}
        {engine.status !== 'recovering' && (
          <button type="button" className="link" onClick={restartEngine}>
            Try again
          </button>
        )}
      </p>
    )
  }
  const { name, device, reason, rejected } = engine.report
  return (
    <details ref={details} className="badge" onKeyDown={closeByEscape} data-testid="backend-badge" data-backend={name}>
      <summary>
        <span className="badge-dot" aria-hidden="true" />
        <span className="badge-name">{BACKEND_LABELS[name]}</span>
        {/* The explanation in brackets is left to the details. */}
        <span className="badge-device">{device.replace(/ \(.*/s, '')}</span>
      </summary>
      <div className="badge-detail">
        <p>{reason}</p>
        <p className="muted">{device}</p>
        {rejected.length > 0 && (
          <ul>
            {rejected.map((other) => (
              <li key={other.name}>
                <strong>{BACKEND_LABELS[other.name]}</strong>: {other.reason}
              </li>
            ))}
          </ul>
        )}
        <p>
          <button type="button" className="link" onClick={() => openDialog('kept')}>
            Kept work and storage
          </button>
        </p>
        <p className="muted">
          <a href="licenses.md">Licences of the libraries in this page</a>
        </p>
      </div>
    </details>
  )
}

/** Closed by a press elsewhere, as menus are. */
function useClosedOutside() {
  const details = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    const close = ({ target }: Event) => {
      if (details.current?.open && !details.current.contains(target as Node)) details.current.open = false
    }
    document.addEventListener('pointerdown', close)
    return () => document.removeEventListener('pointerdown', close)
  }, [])
  return details
}

function closeByEscape({ key, currentTarget }: KeyboardEvent<HTMLDetailsElement>): void {
  if (key !== 'Escape' || !currentTarget.open) return
  currentTarget.open = false
  currentTarget.querySelector('summary')?.focus()
}
