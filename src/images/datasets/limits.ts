/** @file What is taken of a person's files, so that no file can take the tab's memory or its day. */

/** Bytes of decoded images that one data set keeps in memory. All of CIFAR-10 is 184 MB. */
export const MAX_PIXEL_BYTES = 512 * 1024 * 1024

/** Bytes that a compressed archive may unpack to. CIFAR-10's is 184 MB. */
export const MAX_UNPACKED_BYTES = 1024 * 1024 * 1024

/** Bytes of a zip's list of files: some 500,000 of them. */
export const MAX_ZIP_DIRECTORY_BYTES = 64 * 1024 * 1024

/** Files of a folder or a zip, whether images or not. */
export const MAX_FILES = 250_000

export const MAX_CLASSES = 1000

/** Characters of a path or of a class's name. */
export const MAX_PATH_LENGTH = 1024
export const MAX_CLASS_NAME_LENGTH = 100

/** Problems that are kept to be shown; all are counted. */
export const MAX_PROBLEMS = 100

/** Width and height in pixels that images are brought to: larger than any model's input here. */
export const MAX_SIDE = 1024
