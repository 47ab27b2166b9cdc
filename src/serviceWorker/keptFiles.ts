/**
 * @file The files that are not part of the page's code: weights, gallery, data sets. The browser keeps each under the
 * hash of its content, whichever version of the page asks for it. Shared by the page and its service worker.
 */

/** A file of the build, as `offline-files.json` lists it. */
export interface ListedFile {
  /** Relative to the page. */
  readonly path: string
  readonly bytes: number
  /** The first digits of its content's SHA-256. */
  readonly hash: string
}

export const LIST_FILE = 'offline-files.json'
export const CACHE_NAME = 'gradlens-files'

/** What a file is kept under. @param base the page's address, or the service worker's scope */
export const keptUnder = ({ path, hash }: ListedFile, base: string): string =>
  new URL(`${path}?hash=${hash}`, base).href

/**
 * Whether a response is the file that is listed. A network that asks for a login answers with a page of its own, and a
 * connection may end early: what was kept of that would be taken for the file for ever.
 */
export async function isListed(response: Response, { bytes, hash }: ListedFile): Promise<boolean> {
  if (response.status !== 200) return false
  const content = await response.arrayBuffer().catch(() => null)
  if (content?.byteLength !== bytes) return false
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', content))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .startsWith(hash)
}

/** Removes what no version of the page asks for any more, once a new one has taken over. */
export async function dropOthers(cache: Cache, files: readonly ListedFile[], base: string): Promise<void> {
  const known = new Set(files.map((file) => keptUnder(file, base)))
  for (const { url } of await cache.keys()) if (!known.has(url)) await cache.delete(url)
}
