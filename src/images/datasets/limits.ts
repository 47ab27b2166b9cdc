/** @file What is taken of a data set's files, so that no file can take the tab's memory or its day. */
import { MAX_INPUT_SIZE } from '../../engine/checkpoints/limits'

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

/** Width and height in pixels that images are brought to: the largest input of a model. */
export const MAX_SIZE = MAX_INPUT_SIZE

/** Bytes of a file's beginning by which it is recognised: enough for every signature, and for a batch's first records. */
export const MAX_HEAD_BYTES = 64 * 1024

/** Of many files, so many are looked into to learn what they are. */
export const MAX_HEADS = 64

/** Files among which an archive is looked for. */
export const MAX_FILES_BESIDE_ARCHIVE = 32

/** What a tar says of one file ahead of it: a long name needs a few hundred bytes. */
export const MAX_TAR_EXTENSION_BYTES = 64 * 1024

/** The official folder of CIFAR-10's batches has eight files; more are another folder's. */
export const MAX_CIFAR10_FILES = 32

/** Of CIFAR-10's list of classes. */
export const MAX_CIFAR10_META_BYTES = 64 * 1024

/** What a set that comes with the page may unpack to; Fashion-MNIST's images are 3.9 MB. */
export const MAX_BUILT_IN_BYTES = 64 * 1024 * 1024
export const MAX_BUILT_IN_HEADER_BYTES = 64 * 1024
export const MAX_BUILT_IN_IMAGES = 100_000

/**
 * Sets that are open at once: one to train on, one to evaluate on, and what takes the place of either; each may keep
 * MAX_PIXEL_BYTES.
 */
export const MAX_OPEN_DATA_SETS = 4

/** Images that go to the page at once: it shows a few, and evaluation takes place in the worker. */
export const MAX_IMAGES_AT_ONCE = 256

/** Bytes of a training's images, held-out ones included: the page, the model and its optimiser need memory too. */
export const MAX_TRAINING_BYTES = 512 * 1024 * 1024
