/** @file What is read and computed of a model of TensorFlow.js, so that no file can take the tab's memory or its day. */

/** Of model.json, which becomes part of the manifest, and there is up to a half longer. */
export const MAX_TFJS_JSON_BYTES = 5 * 1024 * 1024

/**
 * Layers, those of models within models among them: the deepest of Keras's own models have a thousand, and tfjs puts
 * layers together, and computes them, one within another, until the stack is full.
 */
export const MAX_TFJS_LAYERS = 2000

/** Nodes of a graph, which are computed one after another. */
export const MAX_TFJS_NODES = 10_000

/** How deep models lie in one another. */
export const MAX_TFJS_DEPTH = 8

/** Files among which the weights are divided. */
export const MAX_SHARDS = 1024

/** Numbers of tensors that are not floating-point, such as shapes, which become part of the manifest. */
export const MAX_WHOLE_NUMBERS = 65_536
