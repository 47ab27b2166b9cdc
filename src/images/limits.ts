/** @file Limits on image files, so that no file can exhaust the tab's memory or time. */

/** Largest file, in bytes. */
export const MAX_IMAGE_FILE_BYTES = 32 * 1024 * 1024

/** Largest image, in pixels: 160 MB when decoded. */
export const MAX_IMAGE_PIXELS = 40_000_000

/** Bytes at a file's beginning that are read to recognise it: past every signature, all brands and an SVG's comments. */
export const MAX_SIGNATURE_BYTES = 4096

/** Bytes of a packed file's beginning by which it is refused before the rest is unpacked. */
export const MAX_IMAGE_HEAD_BYTES = 64 * 1024

/** Unpacked size of a compressed text or profile in bytes, the same limit as Pillow's. */
export const MAX_INFLATED_BYTES = 1024 * 1024

/** More parts (chunks, segments, boxes) than any image has: writers make them of kilobytes. */
export const MAX_IMAGE_PARTS = 20_000

/** More scans than any JPEG has, some ten: a browser goes over all pixels for each, of which a file of megabytes could ask for a hundred thousand. */
export const MAX_JPEG_SCANS = 100

/** More brands than any file has; further ones in a box are ignored. */
export const MAX_BRANDS = 64

/** More properties than any AVIF has. */
export const MAX_PROPERTIES = 1000

/** Entries of a colour profile's table that are read. */
export const MAX_PROFILE_TAGS = 100

/** How much of a PNG is read to find the text that it carries, which stands before the pixels. */
export const MAX_PNG_HEAD_BYTES = 256 * 1024
export const MAX_CARRIED_TEXT_BYTES = 64 * 1024
