/** @file Limits on what is read from a hub, so that no response can exhaust the tab's memory or time. */

/** Size of the list of files. */
export const MAX_LISTING_BYTES = 4 * 1024 * 1024

/** Files of one split that are read; if there are more, evenly spaced ones are chosen. */
export const MAX_FILES_PER_SPLIT = 16

/** Size of a file's metadata, which is at its end. */
export const MAX_FOOTER_BYTES = 32 * 1024 * 1024

/** Compressed images and labels fetched from all splits together. They stay in memory. */
export const MAX_FETCHED_BYTES = 384 * 1024 * 1024

/** Rows of one row group; files of images have a few hundred. */
export const MAX_ROWS_PER_GROUP = 250_000

/** Size of the images that are kept, unpacked from their pages. */
export const MAX_KEPT_BYTES = 512 * 1024 * 1024

/** Unpacked size of one page of a parquet file. */
export const MAX_PAGE_BYTES = 256 * 1024 * 1024

/** What any page may unpack to, and by how many times a packed one may grow beyond it. Images hardly pack. */
export const MIN_PAGE_BYTES = 16 * 1024 * 1024
export const MAX_PAGE_TIMES = 16

/** Unpacked size of all pages that are read, beside so many times what is fetched. */
export const MIN_OPENED_BYTES = 64 * 1024 * 1024
export const MAX_OPENED_TIMES = 4

/** Values in a file's metadata and in the header of a page, with their statistics. */
export const MAX_FOOTER_VALUES = 300_000
export const MAX_PAGE_HEADER_VALUES = 100

/** How long a page may unpack: on a slow phone, 20 MB a second. */
export const UNPACKING_MS = 2000
export const UNPACKING_BYTES_A_MS = 20_000

export const DEFAULT_IMAGES_PER_SPLIT = 5_000
export const MAX_IMAGES_PER_SPLIT = 100_000

/** A server that sends nothing for this long is given up. */
export const STALL_MS = 30_000
