/** @file Limits on plans and results, which are read from files of others. */
import { SUBSET_FIELDS } from './evaluationNumbers'

/** More than the page has columns for: other software may run a plan of many models. */
export const MAX_PLANNED_MODELS = 64

export const MAX_PLANNED_IMAGES = SUBSET_FIELDS.count.max

/** Images of a data set. */
export const MAX_SOURCE_IMAGES = 100_000_000

/** Images that are judged together. */
export const MAX_BLOCK_SIZE = 100_000

export const MAX_PLAN_BYTES = 32 * 1024 * 1024
/** Numbers of all images, in plans and results. */
export const MAX_RESULT_VALUES = 30_000_000
export const MAX_RESULTS_BYTES = 256 * 1024 * 1024

/** Bytes at the beginning of a file in which its format has to be named. */
export const FORMAT_HEAD_BYTES = 256

/** Plans and results that are opened at once, as of a folder of results. */
export const MAX_PLAN_FILES = 64
