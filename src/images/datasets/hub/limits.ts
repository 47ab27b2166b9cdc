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

export const DEFAULT_IMAGES_PER_SPLIT = 5_000
export const MAX_IMAGES_PER_SPLIT = 100_000

/** A server that sends nothing for this long is given up. */
export const STALL_MS = 30_000
