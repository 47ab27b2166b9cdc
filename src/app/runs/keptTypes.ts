/** @file Kept work, and the operations on it. */
import type { EncodedState } from '../../engine/training/trainingState'
import type { TrainedFiles } from '../../engine/training/types'
import type { EvaluationRun } from '../../store/evaluation/evaluation'
import type { KeptEntry, KeptKind } from '../../store/runs/kept'
import type { StatisticsRun } from '../../store/statistics/statistics'
import type { LambdaSweep, TrainingRun } from '../../store/training/training'

/** A run at a checkpoint: its results belong to the same step as its state. */
export interface KeptTraining {
  readonly run: TrainingRun
  /** null before the first kept step: the run then starts from the beginning. */
  readonly state: EncodedState | null
}

export interface KeptContents {
  readonly evaluation: EvaluationRun
  readonly statistics: StatisticsRun
  readonly training: KeptTraining
  readonly sweep: LambdaSweep
  readonly model: TrainedFiles
}

export interface KeptStorage {
  readonly list: () => Promise<readonly KeptEntry[]>
  /** null if there is none. Throws one sentence if another release kept it in another format. */
  readonly load: <Kind extends KeptKind>(kind: Kind, id: string) => Promise<KeptContents[Kind] | null>
  /** Entry and content together, or neither. */
  readonly save: <Kind extends KeptKind>(
    entry: KeptEntry & { kind: Kind },
    content: KeptContents[Kind],
  ) => Promise<void>
  /** The same, unless the id is taken; in one transaction, so of two tabs only one succeeds. Returns whether. */
  readonly add: <Kind extends KeptKind>(
    entry: KeptEntry & { kind: Kind },
    content: KeptContents[Kind],
  ) => Promise<boolean>
  /** Changes an entry but not its content; has no effect if there is none. */
  readonly note: (kind: KeptKind, id: string, change: Partial<KeptEntry>) => Promise<void>
  readonly remove: (kind: KeptKind, id: string) => Promise<void>
}
