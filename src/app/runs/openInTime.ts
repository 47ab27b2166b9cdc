/** @file A database of the browser that may be denied or never answer: callers get an error and go on without. */
import { promisifyRequest, type UseStore } from 'idb-keyval'

/** It opens within milliseconds, unless a deletion in another tab or a broken profile keeps it from ever answering. */
const ANSWERS_WITHIN_MS = 5000

/** The database has not answered; its message is one sentence. */
export class StorageSilent extends Error {
  override readonly name = 'StorageSilent'
}

/**
 * The same database, whose calls fail with a readable error if it does not open in time. Until it has opened, further
 * calls fail at once.
 */
export function openInTime(use: UseStore, withinMs = ANSWERS_WITHIN_MS): UseStore {
  let opening: Promise<void> | null = null
  let isLate = false
  const open = (): Promise<void> =>
    use('readonly', (store) => promisifyRequest(store.count())).then(
      () => {
        isLate = false
      },
      (error: unknown) => {
        // The next call retries.
        opening = null
        throw error
      },
    )
  return async (mode, work) => {
    opening ??= open()
    try {
      await inTime(opening, isLate ? 0 : withinMs)
    } catch (error) {
      isLate ||= error instanceof StorageSilent
      throw error
    }
    return use(mode, work)
  }
}

/** Rejects if `work` takes longer. */
export async function inTime<Value>(work: Promise<Value>, ms = ANSWERS_WITHIN_MS): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    const message = 'The storage of the browser does not answer; retry, or open the browser anew.'
    timer = setTimeout(() => reject(new StorageSilent(message)), ms)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
