import type { EvaluationRun } from '../../../store/evaluation/evaluation'
import type { LaidRun } from './laidRuns'
import { OverlayChoice, RunKey } from './OverlayChoice'
import { PairTable } from './PairTable'

interface CompareRunsProps {
  readonly run: EvaluationRun
  readonly laid: readonly LaidRun[]
}

/** Lays other runs over the one that is shown, and compares all models pair by pair. */
export function CompareRuns({ run, laid }: CompareRunsProps) {
  return (
    <section className="compare-runs" aria-labelledby="compare-runs" data-testid="compare-runs">
      <h3 id="compare-runs">Compare on the same images</h3>
      {laid.length > 1 && (
        <p className="note">
          <RunKey laid={laid[0] as LaidRun} /> is the run shown above. A model has one colour in every run, a run one
          kind of line.
        </p>
      )}
      <OverlayChoice run={run} laid={laid} />
      <PairTable laid={laid} />
    </section>
  )
}
