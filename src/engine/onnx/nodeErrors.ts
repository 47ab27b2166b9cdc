/** @file Errors of one node, as a sentence that names it. */
import { quoteValue } from '../../quote'
import type { OnnxNode } from './graph/types'

class NodeError extends Error {}

/** What is wrong, without the remedy of a sentence and with a small letter, to stand within another sentence. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  const [reason = message] = /^.*(?=; [^;]*\.$)/s.exec(message) ?? []
  return /^A /.test(reason) ? `a${reason.slice(1)}` : reason
}

/** Runs something, and adds the node's name to what it throws. */
export function inNode<T>(node: OnnxNode, run: () => T): T {
  try {
    return run()
  } catch (error) {
    // The end of the engine is not the node's.
    if (error instanceof NodeError || error instanceof WebAssembly.RuntimeError) throw error
    throw new NodeError(
      `The ONNX graph's node ${quoteValue(node.name)} (${node.operator}) cannot be computed: ${reasonOf(error)}; export the model again with dynamo=False, or for images of another size.`,
    )
  }
}
