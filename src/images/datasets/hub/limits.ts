/** @file What is taken of a hub, so that no answer can take the tab's memory or its day. */

/** Of the list of files. */
export const MAX_LISTING_BYTES = 4 * 1024 * 1024

/** Files of one split that are looked into; of more, some from all over it are taken. */
export const MAX_FILES_PER_SPLIT = 16

/** Of a file's own description, which stands at its end. */
export const MAX_FOOTER_BYTES = 32 * 1024 * 1024

/** Packed images and labels that are fetched, of all splits together. They stay in memory. */
export const MAX_FETCHED_BYTES = 384 * 1024 * 1024

/** Rows of one row group; files for images have some hundred. */
export const MAX_ROWS_PER_GROUP = 250_000

/** What the images that are kept may take, unpacked from their pages. */
export const MAX_KEPT_BYTES = 512 * 1024 * 1024

/** What one page of a parquet file may unpack to. */
export const MAX_PAGE_BYTES = 256 * 1024 * 1024

export const DEFAULT_IMAGES_PER_SPLIT = 5_000
export const MAX_IMAGES_PER_SPLIT = 100_000

/** Without a byte for so long, a server is given up. */
export const STALL_MS = 30_000
