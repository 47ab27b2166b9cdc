import type { GalleryImage } from './gallery'

/** Of an image of the gallery, which has some kilobytes: a server that stalls would keep the page waiting for ever. */
const LONGEST_FETCH_MS = 30_000

/** @throws one sentence where the file of an image of the gallery does not come, or not within `longestMs` */
export async function fetchGalleryFile({ url, alt }: GalleryImage, longestMs = LONGEST_FETCH_MS): Promise<Blob> {
  const response = await fetch(url, { signal: AbortSignal.timeout(longestMs) }).catch(() => null)
  const blob = await (response?.ok ? response.blob().catch(() => null) : null)
  if (blob) return blob
  throw new Error(`The gallery image "${alt}" could not be fetched; check the connection and try again.`)
}
