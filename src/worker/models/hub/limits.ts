/** @file Limits on what is read of a hub's models, so that no answer can exhaust the tab's memory or time. */

/** Of the list of a model's files, and of what the hub says about the model. */
export const MAX_LIST_BYTES = 8 * 1024 * 1024

/** Pages of the list of files, of a thousand files each. */
export const MAX_LIST_PAGES = 5

/** Of one file of weights. A checkpoint with its optimiser's state is larger than the model in it. */
export const MAX_DOWNLOAD_BYTES = 2 * 1024 * 1024 * 1024

/** A download is kept in parts of this size, from which it goes on after it was broken off. */
export const PART_BYTES = 16 * 1024 * 1024

/** All downloads that the browser keeps; the oldest make room. */
export const MAX_KEPT_DOWNLOAD_BYTES = 2 * 1024 * 1024 * 1024

/** Tries in a row in which nothing arrives. */
export const MAX_TRIES = 4

/** Before the second try, twice as long before each further one. */
export const RETRY_MS = 500
