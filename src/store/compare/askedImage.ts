/** @file The ids by which images are asked for. */
import type { AppState, ShownImage } from '../types'

const OWN = 'sha256-'
const HASH = /^sha256-[0-9a-f]{64}$/

/** The id of a person's own image: the hash of its file. */
export const ownImageId = (sha256: string): string => `${OWN}${sha256}`

export const isOwnImageId = (id: string): boolean => HASH.test(id)

/** The id by which the image is asked for again; null if there is none, or its hash is not known. */
export function askedIdOf(image: Pick<ShownImage, 'galleryId' | 'sha256'> | null): string | null {
  if (image === null) return null
  return image.galleryId ?? (image.sha256 ? ownImageId(image.sha256) : null)
}

/** The image that is asked for is a file that only a person can open. */
export const isFileMissing = ({ askedImage, imageLoading }: AppState): boolean =>
  askedImage?.id != null && isOwnImageId(askedImage.id) && !imageLoading
