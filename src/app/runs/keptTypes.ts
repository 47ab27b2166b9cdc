/** @file Kept work, and the operations on it. */
import type { EncodedState } from '../../engine/training/trainingState'
import type { TrainedFiles } from '../../engine/training/types'
import type { EvaluationRun } from '../../store/evaluation/evaluation'
import type { KeptEntry, KeptKind } from '../../store/runs/kept'
import type { LambdaSweep, TrainingRun } from '../../store/training/training'

/** A run at a checkpoint: what was found so far belongs to the same step as the state. */
export interface KeptTraining {
  readonly run: TrainingRun
  /** null before the first step that was kept: the run then begins anew. */
  readonly state: EncodedState | null
}

export interface KeptContents {
  readonly evaluation: EvaluationRun
  readonly training: KeptTraining
  readonly sweep: LambdaSweep
  readonly model: TrainedFiles
}

export interface KeptStorage {
  readonly list: () => Promise<readonly KeptEntry[]>
  /** null where there is none. Throws one sentence where another release kept it in another shape. */
  readonly load: <Kind extends KeptKind>(kind: Kind, id: string) => Promise<KeptContents[Kind] | null>
  /** Entry and content together, or neither. */
  readonly save: <Kind extends KeptKind>(
    entry: KeptEntry & { kind: Kind },
    content: KeptContents[Kind],
  ) => Promise<void>
  /** The same where nothing has its id yet, in one transaction, so that of two tabs one finds it taken. Says whether. */
  readonly add: <Kind extends KeptKind>(
    entry: KeptEntry & { kind: Kind },
    content: KeptContents[Kind],
  ) => Promise<boolean>
  /** Changes an entry and leaves its content; without effect where there is none. */
  readonly note: (kind: KeptKind, id: string, change: Partial<KeptEntry>) => Promise<void>
  readonly remove: (kind: KeptKind, id: string) => Promise<void>
}
