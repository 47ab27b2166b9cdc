/** @file Limits on what is read from a model's files, so that no file can exhaust memory or time. */

/** Bytes of a file's beginning by which a checkpoint is recognised. */
export const MAX_CHECKPOINT_HEAD_BYTES = 64 * 1024

/** Files with names of weights whose beginnings are read. */
export const MAX_CHECKPOINT_HEADS = 64

/** Files among which a zip with a model is searched for. */
export const MAX_ZIPS_SEARCHED = 8

/** Files of a zip that is opened as a model, of which PyTorch's checkpoints have one a tensor: more are a data set's. */
export const MAX_MODEL_ZIP_FILES = 20_000

/** Includes the graph of a model that was opened from ONNX. */
export const MAX_MANIFEST_BYTES = 8 * 1024 * 1024

/** An ONNX graph without its weights; a third longer as text. */
export const MAX_ONNX_GRAPH_BYTES = 5 * 1024 * 1024

export const MAX_WEIGHTS_BYTES = 512 * 1024 * 1024

/** What any file of a zipped model may unpack to, and how many times its zip's size a larger one: weights hardly pack. */
export const MIN_UNPACKED_MODEL_BYTES = 32 * 1024 * 1024
export const MAX_UNPACKED_MODEL_TIMES = 8

/** A checkpoint with its optimiser's state and moving averages, of which one set of weights is read. */
export const MAX_CHECKPOINT_BYTES = 4 * 1024 * 1024 * 1024

/** A config.json beside weights. */
export const MAX_CONFIG_BYTES = 4 * 1024 * 1024

/** Images behind a published accuracy. */
export const MAX_CLAIM_IMAGES = 10_000_000

/** Width and height in pixels of a model's input. */
export const MAX_INPUT_SIZE = 1024

/** The list of tensors at the beginning of a safetensors file. */
export const MAX_TENSOR_LIST_BYTES = 4 * 1024 * 1024

export const MAX_TENSOR_AXES = 8

export const MAX_TRAINING_LOG_BYTES = 1024 * 1024
export const MAX_LOGGED_EPOCHS = 10_000

/** Epochs of a run whose weights are kept. */
export const MAX_KEPT_EPOCHS = 1000

/** Fields of one line of a training log. */
export const MAX_LOGGED_FIGURES = 32

/** A PyTorch checkpoint's pickle without its numbers; optimisers' states are some megabytes. */
export const MAX_PICKLE_BYTES = 64 * 1024 * 1024

/** How much of a legacy checkpoint's beginning is read first; each further try reads eight times as much. */
export const FIRST_PICKLE_BYTES = 1024 * 1024

/** Instructions of a pickle: a tensor takes some forty. */
export const MAX_PICKLE_STEPS = 10_000_000

/** Values that a pickle holds ready at once: pickle itself writes lists and dicts in parts of a thousand. */
export const MAX_PICKLE_STACK = 1_000_000

/** Lists, dicts, objects and memos of a pickle: a tensor takes some twenty. */
export const MAX_PICKLED_OBJECTS = 500_000

/** Items of all lists, tuples and dicts of a pickle, of which the longest are orders of a data set's images. */
export const MAX_PICKLED_ITEMS = 4_000_000

/** Tensors of all state dicts and modules of a checkpoint, whose parts may share them under many names. */
export const MAX_MODULE_TENSORS = 50_000

/** Characters of a tensor's name: of a module the names of all modules around it, each of which a file has once. */
export const MAX_TENSOR_NAME_LENGTH = 500

/** Length of a text in a pickle; longer ones, such as an array's numbers, are not read. */
export const MAX_PICKLED_TEXT_BYTES = 4096

/** Digits of an integer in a pickle; longer ones are not read. */
export const MAX_PICKLED_DIGITS = 600
