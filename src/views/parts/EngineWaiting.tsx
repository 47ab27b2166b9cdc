import { engineHindrance, WAITING_FOR_ENGINE } from '../../store/engineHindrance'
import { useApp } from './appContext'

/** Shown until the engine has described what it offers: that it is starting, or that it is not running. */
export function EngineWaiting() {
  const { isWaiting, message } = useApp((state) => engineHindrance(state.engine) ?? WAITING_FOR_ENGINE)
  return <p className={isWaiting ? 'muted' : 'error'}>{message}</p>
}
