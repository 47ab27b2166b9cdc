import { type AnyRun, ELSEWHERE_STATUS, type RunStatus } from '../../../store/runs/run'

export const STATUS_TEXTS: Readonly<Record<RunStatus, string>> = {
  preparing: 'Preparing',
  running: 'Running',
  paused: 'Paused',
  done: 'Done',
  stopped: 'Stopped',
  diverged: 'Diverged',
  failed: 'Stopped by an error',
}

export const statusText = ({ status }: Pick<AnyRun, 'status'>, isElsewhere: boolean): string =>
  isElsewhere ? ELSEWHERE_STATUS : STATUS_TEXTS[status]
