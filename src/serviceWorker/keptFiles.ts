/**
 * @file The files that are not part of the page's code: weights, gallery, data sets. The browser keeps each under the
 * hash of its content, whichever version of the page asks for it. Shared by the page and its service worker.
 */

/** A file of the build, as `offline-files.json` lists it. */
export interface ListedFile {
  /** Relative to the page. */
  readonly path: string
  readonly bytes: number
  /** Of its content. */
  readonly hash: string
}

export const LIST_FILE = 'offline-files.json'
export const CACHE_NAME = 'gradlens-files'

/** What a file is kept under. @param base the page's address, or the service worker's scope */
export const keptUnder = ({ path, hash }: ListedFile, base: string): string =>
  new URL(`${path}?hash=${hash}`, base).href

/** Removes what no version of the page asks for any more, once a new one has taken over. */
export async function dropOthers(cache: Cache, files: readonly ListedFile[], base: string): Promise<void> {
  const known = new Set(files.map((file) => keptUnder(file, base)))
  for (const { url } of await cache.keys()) if (!known.has(url)) await cache.delete(url)
}
