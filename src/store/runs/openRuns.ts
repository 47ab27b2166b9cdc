/** @file Runs that are under way or can be taken up again, which one tab of the page alone may do. */
import type { EvaluationRun } from '../evaluation/evaluation'
import type { LambdaSweep, TrainingRun } from '../training/training'

export const isOpenRun = (run: EvaluationRun | null): run is EvaluationRun =>
  run !== null && ['running', 'paused', 'failed'].includes(run.status)

export const isOpenTraining = (run: TrainingRun | null): run is TrainingRun =>
  run !== null && ['preparing', 'running', 'paused', 'failed'].includes(run.status)

/** Whether steps are being taken, or are about to be. */
export const isMoving = ({ status }: TrainingRun): boolean => status === 'preparing' || status === 'running'

export const isSweeping = (sweep: LambdaSweep | null): boolean =>
  sweep !== null && ['preparing', 'running'].includes(sweep.status)

/** The message in a tab that opens a run while another tab works on it; one sentence. */
export const ELSEWHERE =
  'Another tab of this page is at this run, which is only shown here as it was last kept; go on there, or close that tab to go on here.'

/** The status of such a run, in short. */
export const ELSEWHERE_STATUS = 'In another tab'
