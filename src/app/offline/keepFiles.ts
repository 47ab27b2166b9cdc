/** @file Stores files that are not part of the page's code in the browser, under the hash of their content. */
import { CACHE_NAME, isListed, keptUnder, LIST_FILE, type ListedFile } from '../../serviceWorker/keptFiles'
import type { KeptFiles } from '../../store/offline/offline'

/** What is used of a browser; a parameter so that tests hand in their own. */
export interface FileBrowser {
  /** The page's address, without what comes after its path. */
  readonly base: string
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>
  readonly caches: Pick<CacheStorage, 'open'>
}

/** Of an answer that is short. */
const LONGEST_MS = 30_000
/** A connection that is slower has stalled. */
const LEAST_BYTES_PER_MS = 10

const sum = (files: readonly ListedFile[]): number => files.reduce((bytes, file) => bytes + file.bytes, 0)

export async function listFiles({ base, fetch }: FileBrowser): Promise<readonly ListedFile[]> {
  try {
    const response = await fetch(new URL(LIST_FILE, base).href, { signal: AbortSignal.timeout(LONGEST_MS) })
    if (response.ok) return (await response.json()) as readonly ListedFile[]
  } catch {
    // Nobody answers, or something else does, such as a page that asks for a login.
  }
  throw new Error('The list of the page’s files could not be read; check the connection, and try again.')
}

/** Those of `files` that the browser does not have, and how much of all of them it has. */
async function missingFiles(files: readonly ListedFile[], cache: Cache, base: string) {
  const kept = new Set((await cache.keys()).map(({ url }) => url))
  const missing = files.filter((file) => !kept.has(keptUnder(file, base)))
  return { missing, bytes: sum(files) - sum(missing) }
}

export async function countKept(files: readonly ListedFile[], { base, caches }: FileBrowser): Promise<KeptFiles> {
  const { bytes } = await missingFiles(files, await caches.open(CACHE_NAME), base)
  return { bytes, totalBytes: sum(files) }
}

/**
 * Stores those of `files` that the browser does not have yet, one after another.
 *
 * @param onKept is told after each
 * @throws Error with one sentence where a file can not be fetched, or the storage is full
 */
export async function keepFiles(
  files: readonly ListedFile[],
  { base, fetch, caches }: FileBrowser,
  onKept: (kept: KeptFiles) => void = () => {},
): Promise<void> {
  const cache = await caches.open(CACHE_NAME)
  const { missing, bytes } = await missingFiles(files, cache, base)
  let kept = bytes
  for (const file of missing) {
    // From the browser's HTTP cache if it lies there; by this the service worker knows that the page stores it.
    const signal = AbortSignal.timeout(Math.ceil(LONGEST_MS + file.bytes / LEAST_BYTES_PER_MS))
    const response = await fetch(new URL(file.path, base).href, { cache: 'force-cache', signal }).catch(() => null)
    if (response === null || !(await isListed(response.clone(), file))) {
      throw new Error(`The file “${file.path}” could not be downloaded; check the connection, and try again.`)
    }
    try {
      await cache.put(keptUnder(file, base), response)
    } catch (error) {
      throw isQuotaError(error) ? new Error(FULL) : error
    }
    kept += file.bytes
    onKept({ bytes: kept, totalBytes: sum(files) })
  }
}

const FULL =
  'The browser’s storage for this page is full; make space by deleting downloads or runs that it keeps, or files on the disk, and try again.'

const isQuotaError = (error: unknown): boolean => error instanceof Error && error.name === 'QuotaExceededError'
