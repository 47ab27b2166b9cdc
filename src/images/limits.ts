/** @file What is read of an image file, so that no file can take the tab's memory or its day. */

/** Largest file taken, in bytes. */
export const MAX_IMAGE_FILE_BYTES = 32 * 1024 * 1024

/** Largest image taken, in pixels: 160 MB once decoded. */
export const MAX_IMAGE_PIXELS = 40_000_000

/** A file's beginning by which its kind is known, in bytes: past every signature, all brands and an SVG's comments. */
export const MAX_SIGNATURE_BYTES = 4096

/** Bytes that a packed text or profile may unpack to: as many as Pillow takes. */
export const MAX_INFLATED_BYTES = 1024 * 1024

/** More brands than any file has: a box that says it has more is not searched further. */
export const MAX_BRANDS = 64

/** More properties than any AVIF has. */
export const MAX_PROPERTIES = 1000

/** Entries of a colour profile's table that are looked at. */
export const MAX_PROFILE_TAGS = 100
