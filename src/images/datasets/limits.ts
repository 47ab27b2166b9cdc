/** @file Limits on a data set's files, so that no file can exhaust the tab's memory or time. */
import { MAX_INPUT_SIZE } from '../../engine/checkpoints/limits'

/** Bytes of decoded images that one data set keeps in memory. All of CIFAR-10 is 184 MB. */
export const MAX_PIXEL_BYTES = 512 * 1024 * 1024

/** Unpacked size of a compressed archive in bytes. CIFAR-10's is 184 MB. */
export const MAX_UNPACKED_BYTES = 1024 * 1024 * 1024

/** What any archive may unpack to, and by how many times a large one may grow beyond it. Photographs hardly pack. */
export const MIN_UNPACKED_BYTES = 64 * 1024 * 1024
export const MAX_UNPACKED_TIMES = 32

/** Bytes of a zip's list of files, about 500,000 files. */
export const MAX_ZIP_DIRECTORY_BYTES = 64 * 1024 * 1024

/** Files of a folder or a zip, whether images or not. */
export const MAX_FILES = 250_000

/** Folders with images in a folder or a zip: fifty for each class, where data sets have one, or one in each split. */
export const MAX_FOLDERS = 50_000

export const MAX_CLASSES = 1000

/** Characters of a path or of a class name. */
export const MAX_PATH_LENGTH = 1024
export const MAX_CLASS_NAME_LENGTH = 100

/** Folders around an image; data sets have some, and a tree of hundreds for each image would take long to walk. */
export const MAX_FOLDER_DEPTH = 64

/** Problems that are shown; all are counted. */
export const MAX_PROBLEMS = 100

/** Width and height in pixels that images are resized to at most: the largest input of a model. */
export const MAX_SIZE = MAX_INPUT_SIZE

/** Bytes at a file's beginning that are read to recognise it: enough for every signature and a batch's first records. */
export const MAX_HEAD_BYTES = 64 * 1024

/** Files whose content is examined to find out what they are. */
export const MAX_HEADS = 64

/** Files among which an archive is searched for. */
export const MAX_FILES_BESIDE_ARCHIVE = 32

/** Entries of a tar archive of any kind; CIFAR-10's has eight files and a folder. */
export const MAX_TAR_ENTRIES = 10_000

/** Size of a tar's extended header for one file; a long name needs a few hundred bytes. */
export const MAX_TAR_EXTENSION_BYTES = 64 * 1024

/** CIFAR-10's official folder has eight files; a folder with more is something else. */
export const MAX_CIFAR10_FILES = 32

/** Size of CIFAR-10's list of classes. */
export const MAX_CIFAR10_META_BYTES = 64 * 1024

/** Unpacked size of a built-in data set; Fashion-MNIST's images are 3.9 MB. */
export const MAX_BUILT_IN_BYTES = 64 * 1024 * 1024
export const MAX_BUILT_IN_HEADER_BYTES = 64 * 1024
export const MAX_BUILT_IN_IMAGES = 100_000

/**
 * Data sets that are open at once: one for training, one for evaluation, and one that is replacing either. Each may
 * keep MAX_PIXEL_BYTES.
 */
export const MAX_OPEN_DATA_SETS = 4

/** Images sent to the page at once: it shows only a few, as evaluation takes place in the worker. */
export const MAX_IMAGES_AT_ONCE = 256

/** Bytes of a training's images, including held-out ones. The page, the model and its optimiser need memory too. */
export const MAX_TRAINING_BYTES = 512 * 1024 * 1024
