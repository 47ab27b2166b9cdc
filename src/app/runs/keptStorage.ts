/** @file Where work is kept: a list of small entries and their contents, in the browser's storage. */
import { createStore, promisifyRequest, type UseStore } from 'idb-keyval'
import { fetchedCode } from '../../fetchedCode'
import type { KeptEntry, KeptKind } from '../../store/runs/kept'
import { moveEarlierLayout } from './earlierLayout'
import { FORMAT_VERSIONS } from './formatVersions'
import { checkContent } from './keptContents'
import { checkedEntry } from './keptRecords'
import type { KeptContents, KeptStorage } from './keptTypes'
import { inTime, openInTime } from './openInTime'

/** What another release stored may have another shape. */
interface Stored<Kind extends KeptKind> {
  readonly formatVersion: number
  readonly content: KeptContents[Kind]
}

type Key = readonly [part: 'entry' | 'content', kind: KeptKind, id: string]

const keyOf = (part: Key[0], { kind, id }: Pick<KeptEntry, 'kind' | 'id'>): IDBValidKey => [part, kind, id]

/** Null if it is of an unknown format. */
async function presentContent<Kind extends KeptKind>(kind: Kind, { formatVersion, content }: Stored<Kind>) {
  if (formatVersion === FORMAT_VERSIONS[kind]) return content
  const { upgraded } = await fetchedCode(() => import('./olderFormats'))
  return upgraded(kind, formatVersion, content)
}

/** @param database another name and another timeout, for tests */
export function createKeptStorage(database = 'gradlens-kept', withinMs?: number): KeptStorage {
  let moved: Promise<void> | null = null
  const use: UseStore = openInTime(createStore(database, 'kept'), withinMs)
  const put = (store: IDBObjectStore, entry: KeptEntry, content: unknown) => {
    const stored = { formatVersion: FORMAT_VERSIONS[entry.kind], content }
    store.put(entry, keyOf('entry', entry))
    store.put(stored, keyOf('content', entry))
    return promisifyRequest(store.transaction)
  }
  const add: KeptStorage['add'] = (entry, content) =>
    use('readwrite', async (store) => {
      const taken = await promisifyRequest(store.getKey(keyOf('entry', entry)))
      if (taken !== undefined) return false
      await put(store, entry, content)
      return true
    })
  return {
    async list() {
      moved ??= moveEarlierLayout(add)
      // What cannot be moved now stays where it is until the next time.
      await inTime(moved, withinMs).catch(() => {})
      const [keys, entries] = await use('readonly', (store) => {
        const range = IDBKeyRange.bound(['entry'], ['entry', []])
        // Both in the order of the keys.
        return Promise.all([
          promisifyRequest<IDBValidKey[]>(store.getAllKeys(range)),
          promisifyRequest<KeptEntry[]>(store.getAll(range)),
        ])
      })
      return keys.map((key, i) => checkedEntry(key, entries[i])).filter((entry) => entry !== null)
    },
    async load<Kind extends KeptKind>(kind: Kind, id: string) {
      const stored = await use('readonly', (store) =>
        promisifyRequest<Stored<Kind> | undefined>(store.get(keyOf('content', { kind, id }))),
      )
      if (stored === undefined) return null
      const content = await presentContent(kind, stored)
      if (content !== null) {
        checkContent(kind, content)
        return content
      }
      throw new Error(
        `It was kept by another release of this page, as its format is ${stored.formatVersion} where this one reads ${FORMAT_VERSIONS[kind]}; reload the page, or delete it.`,
      )
    },
    save: (entry, content) => use('readwrite', (store) => put(store, entry, content)),
    add,
    note: (kind, id, change) =>
      use('readwrite', async (store) => {
        const key = keyOf('entry', { kind, id })
        const entry = await promisifyRequest<KeptEntry | undefined>(store.get(key))
        if (entry !== undefined) store.put({ ...entry, ...change }, key)
        await promisifyRequest(store.transaction)
      }),
    remove: (kind, id) =>
      use('readwrite', (store) => {
        store.delete(keyOf('entry', { kind, id }))
        store.delete(keyOf('content', { kind, id }))
        return promisifyRequest(store.transaction)
      }),
  }
}
