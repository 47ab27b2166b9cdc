/** @file Keeps the run across reloads, in the browser's own storage. */
import { createStore, del, get, set, type UseStore } from 'idb-keyval'
import type { EvaluationRun } from '../../store/evaluation'

export interface RunStorage {
  /** The run that was kept last, or null. */
  readonly load: () => Promise<EvaluationRun | null>
  readonly save: (run: EvaluationRun) => Promise<void>
  readonly remove: () => Promise<void>
}

const KEY = 'run'
/** What another release stored may have another shape. */
const FORMAT_VERSION = 3

interface Stored {
  readonly formatVersion: number
  readonly run: EvaluationRun
}

export function createRunStorage(): RunStorage {
  let opened: UseStore | null = null
  const store = () => {
    opened ??= createStore('gradlens-evaluation', 'runs')
    return opened
  }
  return {
    async load() {
      const stored = await get<Stored>(KEY, store())
      return stored?.formatVersion === FORMAT_VERSION ? stored.run : null
    },
    save: (run) => set(KEY, { formatVersion: FORMAT_VERSION, run } satisfies Stored, store()),
    remove: () => del(KEY, store()),
  }
}
