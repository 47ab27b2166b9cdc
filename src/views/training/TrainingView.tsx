import { KeptEntries } from '../parts/runs/KeptEntries'
import { EmptyTraining } from './EmptyTraining'
import { SweepPanel } from './SweepPanel'
import { TrainingRunView } from './TrainingRunView'
import { useTraining } from './useTraining'

const KINDS = ['training', 'sweep'] as const

/** A training's figures and numbers, or what could be trained; and the sweep over lambda. */
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
