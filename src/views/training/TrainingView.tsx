import { KeptEntries } from '../parts/runs/KeptEntries'
import { EmptyTraining } from './EmptyTraining'
import { SweepPanel } from './SweepPanel'
import { TrainingRunView } from './TrainingRunView'
import { useTraining } from './useTraining'

const KINDS = ['training', 'sweep'] as const

/** The current training, or an invitation to start one; the sweep over lambda; and earlier trainings and sweeps. */
export function TrainingView() {
  const run = useTraining((training) => training.run)
  return (
    <section className="evaluation training" aria-label="Train">
      {run === null ? <EmptyTraining /> : <TrainingRunView key={run.id} run={run} />}
      <SweepPanel />
      <KeptEntries title="Earlier trainings and sweeps" kinds={KINDS} />
    </section>
  )
}
