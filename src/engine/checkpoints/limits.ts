/** @file What is read of a model's files, so that no file can take the tab's memory or its day. */

/** Bytes of a file's beginning by which a checkpoint is recognised. */
export const MAX_CHECKPOINT_HEAD_BYTES = 64 * 1024

/** Files, by name a model's weights, of which the beginnings are read. */
export const MAX_CHECKPOINT_HEADS = 64

/** Files among which a zip that holds a model is looked for. */
export const MAX_ZIPS_SEARCHED = 8

/** Files of a zip that is opened as a model, of which PyTorch's checkpoints have one a tensor: more are a data set's. */
export const MAX_MODEL_ZIP_FILES = 20_000

/** The graph of a model that was opened from ONNX is part of it. */
export const MAX_MANIFEST_BYTES = 8 * 1024 * 1024

/** Of an ONNX graph without its weights, as text a third longer. */
export const MAX_ONNX_GRAPH_BYTES = 5 * 1024 * 1024

export const MAX_WEIGHTS_BYTES = 512 * 1024 * 1024

/** A checkpoint with its optimiser's state and moving averages, of which one set of weights is read. */
export const MAX_CHECKPOINT_BYTES = 4 * 1024 * 1024 * 1024

/** A config.json beside weights. */
export const MAX_CONFIG_BYTES = 4 * 1024 * 1024

/** Images of which a published accuracy is stated. */
export const MAX_CLAIM_IMAGES = 10_000_000

/** Width and height in pixels of the images that a model takes. */
export const MAX_INPUT_SIZE = 1024

/** Of the list of tensors that a safetensors file begins with. */
export const MAX_TENSOR_LIST_BYTES = 4 * 1024 * 1024

export const MAX_TENSOR_AXES = 8

export const MAX_TRAINING_LOG_BYTES = 1024 * 1024
export const MAX_LOGGED_EPOCHS = 10_000

/** Fields of one line of a training log. */
export const MAX_LOGGED_FIGURES = 32

/** Of what a checkpoint of PyTorch says beside its numbers; optimisers' states are some megabytes. */
export const MAX_PICKLE_BYTES = 64 * 1024 * 1024

/** How much of an old checkpoint's beginning is searched at first; each further try takes eight times as much. */
export const FIRST_PICKLE_BYTES = 1024 * 1024

/** Instructions of a pickle: a tensor takes some forty. */
export const MAX_PICKLE_STEPS = 10_000_000

/** Lists, dicts, objects and memos of a pickle: a tensor takes some twenty. */
export const MAX_PICKLED_OBJECTS = 500_000

/** Of a text in a pickle; a longer one, such as an array's numbers, is left unread. */
export const MAX_PICKLED_TEXT_BYTES = 4096

/** Digits of a whole number in a pickle; a longer one is left unread. */
export const MAX_PICKLED_DIGITS = 600
