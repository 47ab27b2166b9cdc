/** @file Limits on ONNX files, so that no file can exhaust memory or time. */

/** Decoded messages, strings and integers, each of which takes about a hundred bytes. */
export const MAX_ONNX_FIELDS = 300_000

/** Depth of nested messages: a graph in an attribute of a node of a graph adds four. */
export const MAX_ONNX_DEPTH = 32

/** Nodes after inlining the file's functions. */
export const MAX_ONNX_NODES = 50_000

/** What the calls of a file's functions make of their contents, all together. */
export const MAX_INLINED_PARTS = 300_000

/** Depth of calls between functions. */
export const MAX_FUNCTION_DEPTH = 16

/** Numbers that all nodes together compute for one image: 2 GB, which are kept for the gradient. */
export const MAX_PASS_NUMBERS = 2 ** 29

/**
 * Numbers that are computed from constants and weights alone, when a model is prepared, beside so many times those that
 * it has: a file of a few bytes could otherwise fill all memory.
 */
export const MIN_FOLDED_NUMBERS = 2 ** 24
export const MAX_FOLDED_TIMES = 16

/** Numbers of shape arithmetic in one run, all tensors together. */
export const MAX_HOST_NUMBERS_A_RUN = 2 ** 24

/** Numbers in one tensor of shape arithmetic or indices. */
export const MAX_HOST_NUMBERS = 2 ** 22
