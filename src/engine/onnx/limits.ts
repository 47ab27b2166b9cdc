/** @file What is read and computed of an ONNX file, so that no file can take the tab's memory or its day. */

/** Messages, strings and whole numbers that the file is decoded to, each of which takes some hundred bytes. */
export const MAX_ONNX_FIELDS = 1_000_000

/** How deep messages lie in one another: a graph in an attribute of a node of a graph adds four. */
export const MAX_ONNX_DEPTH = 32

/** Nodes, once the functions that the file defines have been put where they are called. */
export const MAX_ONNX_NODES = 50_000

/** How deep functions call one another. */
export const MAX_FUNCTION_DEPTH = 16

/** Numbers of one tensor that is computed for one batch. */
export const MAX_COMPUTED_NUMBERS = 2 ** 28

/** Numbers of one tensor of shape arithmetic or of indices. */
export const MAX_HOST_NUMBERS = 2 ** 22
