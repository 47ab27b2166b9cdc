import { engineHindrance, WAITING_FOR_ENGINE } from '../../store/engineHindrance'
import { useApp } from './appContext'

/** Stands where the engine has not told yet what there is: that it will, or that it does not run. */
export function EngineWaiting() {
  const { isWaiting, message } = useApp((state) => engineHindrance(state.engine) ?? WAITING_FOR_ENGINE)
  return <p className={isWaiting ? 'muted' : 'error'}>{message}</p>
}
