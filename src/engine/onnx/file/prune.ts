/** @file Removes from a graph what its first output does not depend on, such as auxiliary classifiers. */
import type { GraphProto, NodeProto } from './onnx_pb'

/** In place. */
export function pruneGraph(graph: GraphProto): void {
  const [output] = graph.output
  if (output === undefined) return
  const needed = new Set([output.name])
  const nodes: NodeProto[] = []
  for (const node of graph.node.toReversed()) {
    if (!node.output.some((name) => needed.has(name))) continue
    nodes.push(node)
    for (const name of inputsOf(node)) needed.add(name)
  }
  graph.node = nodes.reverse()
  graph.output = [output]
  graph.initializer = graph.initializer.filter(({ name }) => needed.has(name))
}

/** Including what the node's branches use from outside. */
function inputsOf({ input, attribute }: NodeProto): string[] {
  return [
    ...input,
    ...attribute.flatMap(({ g }) =>
      g === undefined ? [] : [...g.node.flatMap(inputsOf), ...g.output.map(({ name }) => name)],
    ),
  ]
}
