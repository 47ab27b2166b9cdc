/** @file What the page keeps in the browser, read without code of the page. */
import type { Page } from '@playwright/test'

/** What differs between two runs that found the same. */
const VOLATILE = [
  'id',
  'runId',
  'startedAt',
  'activeMs',
  'ms',
  'seconds',
  'secondsPerStep',
  'secondsLeft',
  'environment',
  'environments',
  'message',
  'revision',
  'date',
]

/** The newest kept work of a kind, as JSON without names and times; arrays of numbers are given by their hash. null: none. */
export const newestKept = (page: Page, kind: string): Promise<string | null> =>
  page.evaluate(readNewest, [kind, VOLATILE] as const)

async function readNewest([kind, volatile]: readonly [string, readonly string[]]): Promise<string | null> {
  const settled = <Value>(request: IDBRequest<Value>) =>
    new Promise<Value>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  // Opening it would make one without its store.
  if (!(await indexedDB.databases()).some(({ name }) => name === 'gradlens-kept')) return null
  const database = await settled(indexedDB.open('gradlens-kept'))
  try {
    const store = database.transaction('kept').objectStore('kept')
    const entries: { id: string; date: string }[] = await settled(
      store.getAll(IDBKeyRange.bound(['entry', kind], ['entry', kind, []])),
    )
    const newest = entries.toSorted((one, other) => other.date.localeCompare(one.date))[0]
    if (newest === undefined) return null
    const { content } = await settled(store.get(['content', kind, newest.id]))
    const hashed = async (value: unknown): Promise<unknown> => {
      if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
        const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', value as BufferSource))
        return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')
      }
      if (value instanceof Blob) return hashed(await value.arrayBuffer())
      if (Array.isArray(value)) return Promise.all(value.map(hashed))
      if (typeof value !== 'object' || value === null) return value
      const fields = Object.entries(value).filter(([name]) => !volatile.includes(name))
      return Object.fromEntries(await Promise.all(fields.map(async ([name, field]) => [name, await hashed(field)])))
    }
    return JSON.stringify(await hashed(content), null, 1)
  } finally {
    database.close()
  }
}
