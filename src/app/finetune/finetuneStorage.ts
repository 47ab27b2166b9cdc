/** @file Keeps the run with its checkpoint, and the models that were made here, in the browser's own storage. */
import { createStore, del, entries, get, set, type UseStore } from 'idb-keyval'
import type { EncodedState } from '../../engine/training/trainingState'
import type { TrainedFiles } from '../../engine/training/types'
import type { FinetuneRun } from '../../store/finetune'

/** A run at a checkpoint: what was found so far belongs to the same step as the state. */
export interface KeptTraining {
  readonly run: FinetuneRun
  /** null before the first step that was kept: the run then begins anew. */
  readonly state: EncodedState | null
}

export interface FinetuneStorage {
  readonly loadRun: () => Promise<KeptTraining | null>
  readonly saveRun: (kept: KeptTraining) => Promise<void>
  readonly removeRun: () => Promise<void>
  /** In the order of their ids. */
  readonly loadModels: () => Promise<readonly (readonly [id: string, files: TrainedFiles])[]>
  readonly saveModel: (id: string, files: TrainedFiles) => Promise<void>
  readonly removeModel: (id: string) => Promise<void>
}

const RUN = 'run'
/** What another release stored may have another shape. */
const FORMAT_VERSION = 3

interface Stored extends KeptTraining {
  readonly formatVersion: number
}

export function createFinetuneStorage(): FinetuneStorage {
  const opened = new Map<string, UseStore>()
  const store = (name: 'runs' | 'models'): UseStore => {
    // A database each: what made the one can not make the other in it later.
    const found = opened.get(name) ?? createStore(`gradlens-finetune-${name}`, name)
    opened.set(name, found)
    return found
  }
  return {
    async loadRun() {
      const stored = await get<Stored>(RUN, store('runs'))
      return stored?.formatVersion === FORMAT_VERSION ? { run: stored.run, state: stored.state } : null
    },
    saveRun: (kept) => set(RUN, { formatVersion: FORMAT_VERSION, ...kept } satisfies Stored, store('runs')),
    removeRun: () => del(RUN, store('runs')),
    loadModels: () => entries<string, TrainedFiles>(store('models')),
    saveModel: (id, files) => set(id, files, store('models')),
    removeModel: (id) => del(id, store('models')),
  }
}
