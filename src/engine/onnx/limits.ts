/** @file Limits on ONNX files, so that no file can exhaust memory or time. */

/** Decoded messages, strings and integers, each of which takes about a hundred bytes. */
export const MAX_ONNX_FIELDS = 1_000_000

/** Depth of nested messages: a graph in an attribute of a node of a graph adds four. */
export const MAX_ONNX_DEPTH = 32

/** Nodes after inlining the file's functions. */
export const MAX_ONNX_NODES = 50_000

/** Depth of calls between functions. */
export const MAX_FUNCTION_DEPTH = 16

/** Numbers in one computed tensor, for one batch. */
export const MAX_COMPUTED_NUMBERS = 2 ** 28

/** Numbers in one tensor of shape arithmetic or indices. */
export const MAX_HOST_NUMBERS = 2 ** 22
