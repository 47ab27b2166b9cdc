/** @file Keeps the run with its checkpoint, the sweep, and the models that were made here, in the browser's own storage. */
import { createStore, del, entries, get, set, type UseStore } from 'idb-keyval'
import type { EncodedState } from '../../engine/training/trainingState'
import type { TrainedFiles } from '../../engine/training/types'
import type { FinetuneRun, LambdaSweep } from '../../store/finetune'
import { upgradeRun, upgradeSweep } from './olderRuns'

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
  readonly loadSweep: () => Promise<LambdaSweep | null>
  readonly saveSweep: (sweep: LambdaSweep) => Promise<void>
  readonly removeSweep: () => Promise<void>
  /** In the order of their ids. */
  readonly loadModels: () => Promise<readonly (readonly [id: string, files: TrainedFiles])[]>
  readonly saveModel: (id: string, files: TrainedFiles) => Promise<void>
  readonly removeModel: (id: string) => Promise<void>
}

const RUN = 'run'
const SWEEP = 'sweep'
/** What another release stored may have another shape. */
const FORMAT_VERSIONS = { [RUN]: 4, [SWEEP]: 2 } as const

interface StoredRun extends KeptTraining {
  readonly formatVersion: number
}

interface StoredSweep {
  readonly formatVersion: number
  readonly sweep: LambdaSweep
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
      const stored = await get<StoredRun>(RUN, store('runs'))
      if (stored?.formatVersion === FORMAT_VERSIONS[RUN]) return { run: stored.run, state: stored.state }
      const isOlder = stored?.formatVersion === FORMAT_VERSIONS[RUN] - 1
      return isOlder ? { run: upgradeRun(stored.run), state: stored.state } : null
    },
    saveRun: (kept) => set(RUN, { formatVersion: FORMAT_VERSIONS[RUN], ...kept } satisfies StoredRun, store('runs')),
    removeRun: () => del(RUN, store('runs')),
    async loadSweep() {
      const stored = await get<StoredSweep>(SWEEP, store('runs'))
      if (stored?.formatVersion === FORMAT_VERSIONS[SWEEP]) return stored.sweep
      return stored?.formatVersion === FORMAT_VERSIONS[SWEEP] - 1 ? upgradeSweep(stored.sweep) : null
    },
    saveSweep: (sweep) =>
      set(SWEEP, { formatVersion: FORMAT_VERSIONS[SWEEP], sweep } satisfies StoredSweep, store('runs')),
    removeSweep: () => del(SWEEP, store('runs')),
    loadModels: () => entries<string, TrainedFiles>(store('models')),
    saveModel: (id, files) => set(id, files, store('models')),
    removeModel: (id) => del(id, store('models')),
  }
}
