import { KeptEntries } from '../kept/KeptEntries'
import { EmptyFinetune } from './EmptyFinetune'
import { SweepPanel } from './SweepPanel'
import { TrainingRun } from './TrainingRun'
import { useFinetune } from './useFinetune'

const KINDS = ['training', 'sweep'] as const

/** A training's figures and numbers, or what could be trained; and the sweep over lambda. */
export function FinetuneView() {
  const run = useFinetune((finetune) => finetune.run)
  return (
    <section className="evaluate finetune" aria-label="Fine-tune">
      {run === null ? <EmptyFinetune /> : <TrainingRun key={run.id} run={run} />}
      <SweepPanel />
      <KeptEntries title="Earlier trainings and sweeps" kinds={KINDS} />
    </section>
  )
}
