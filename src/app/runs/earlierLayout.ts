/** @file Moves what earlier releases kept, one run of each kind in its own database, into the list. */

import { createStore, del, entries, get, type UseStore } from 'idb-keyval'
import type { TrainedFiles } from '../../engine/training/types'
import { fetchedCode } from '../../fetchedCode'
import type { EvaluationRun } from '../../store/evaluation/evaluation'
import type { KeptKind } from '../../store/runs/kept'
import type { LambdaSweep } from '../../store/training/training'
import { entryOf } from './entry'
import type { KeptContents, KeptStorage, KeptTraining } from './keptTypes'

const DATABASES = ['gradlens-evaluation', 'gradlens-finetune-runs', 'gradlens-finetune-models'] as const

interface Versioned {
  readonly formatVersion: number
}

/**
 * Each is deleted from its old place only once it is in the list; doing so twice, or in two tabs, has the same result.
 * Anything of unknown shape stays where it is.
 */
export async function moveEarlierLayout(add: KeptStorage['add']): Promise<void> {
  const there = await existing()
  const [evaluation, runs, models] = DATABASES
  if (there.has(evaluation)) {
    await moveFrom(
      createStore(evaluation, 'runs'),
      'run',
      ({ formatVersion, run }: Versioned & { run: EvaluationRun }) =>
        move(add, 'evaluation', run.id, formatVersion, run),
    )
  }
  if (there.has(runs)) {
    const store = createStore(runs, 'runs')
    await moveFrom(store, 'run', ({ formatVersion, run, state }: Versioned & KeptTraining) =>
      move(add, 'training', run.id, formatVersion, { run, state }),
    )
    await moveFrom(store, 'sweep', ({ formatVersion, sweep }: Versioned & { sweep: Omit<LambdaSweep, 'id'> }) => {
      // It had no id: this one is the same whichever tab moves it.
      const id = `sweep-${sweep.startedAt}`
      return move(add, 'sweep', id, formatVersion, { ...sweep, id })
    })
  }
  if (there.has(models)) {
    const store = createStore(models, 'models')
    for (const [id] of await entries<string, TrainedFiles>(store)) {
      await moveFrom(store, id, (files: TrainedFiles) => move(add, 'model', id, 1, files))
    }
  }
}

/** @param into returns whether it is in the list now */
async function moveFrom<Stored>(
  store: UseStore,
  key: string,
  into: (stored: Stored) => Promise<boolean>,
): Promise<void> {
  const stored = await get<Stored>(key, store)
  if (stored !== undefined && (await into(stored))) await del(key, store)
}

async function move<Kind extends KeptKind>(
  add: KeptStorage['add'],
  kind: Kind,
  id: string,
  formatVersion: number,
  older: KeptContents[Kind],
): Promise<boolean> {
  const { upgraded } = await fetchedCode(() => import('./olderFormats'))
  const content = upgraded(kind, formatVersion, older)
  if (content === null) return false
  // If it is there already, another tab has moved it.
  await add({ ...entryOf(kind, id, content), isShown: true }, content)
  return true
}

/** Those of the databases that exist; all of them if the browser does not tell. */
async function existing(): Promise<ReadonlySet<string>> {
  if (typeof indexedDB.databases !== 'function') return new Set(DATABASES)
  const names = (await indexedDB.databases()).map(({ name }) => name ?? '')
  return new Set(DATABASES.filter((name) => names.includes(name)))
}
