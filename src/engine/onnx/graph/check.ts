/**
 * @file Checks in advance whether a graph can be computed: its operators, and that every name is made once, before it is
 * read. Nothing that follows a graph from name to name can then go round in a circle.
 */
import { quoteValue } from '../../../quote'
import { isComputed } from './operatorNames'
import { namesReadBy } from './simplify'
import { isSubgraph, type OnnxGraph, type OnnxNode, type OnnxSubgraph } from './types'

/** Throws one sentence that names the node. */
export function checkGraph(graph: OnnxGraph): void {
  checkNodes(graph, new Names([graph.input.name, ...graph.parameters.keys(), ...graph.constants.keys()]))
}

/** Names that are known in a graph, and those around a branch, which are not copied for each of its many branches. */
class Names {
  private readonly own: Set<string>

  constructor(
    names: Iterable<string>,
    private readonly around?: Names,
  ) {
    this.own = new Set(names)
  }

  add(name: string): void {
    this.own.add(name)
  }

  has(name: string): boolean {
    return this.own.has(name) || this.around?.has(name) === true
  }
}

function checkNodes({ nodes, outputs }: OnnxSubgraph, known: Names): void {
  for (const node of nodes) {
    checkOperator(node)
    const branches = [...node.attributes.values()].filter(isSubgraph)
    const inputs = branches.length > 0 ? node.inputs.filter((name) => name !== '') : namesReadBy(node)
    const missing = inputs.find((name) => !known.has(name))
    if (missing !== undefined) {
      throw new Error(
        `The ONNX graph's node ${quoteValue(node.name)} reads ${quoteValue(missing)}, which nothing before it makes; export the model again.`,
      )
    }
    for (const branch of branches) checkNodes(branch, new Names(branch.constants.keys(), known))
    for (const name of node.outputs.filter((each) => each !== '')) {
      if (known.has(name)) throw madeTwice(node, name)
      known.add(name)
    }
  }
  const missing = outputs.find((name) => !known.has(name))
  if (missing !== undefined) {
    throw new Error(`The ONNX graph's output ${quoteValue(missing)} is made by no node; export the model again.`)
  }
}

const madeTwice = ({ name }: OnnxNode, output: string) =>
  new Error(
    `The ONNX graph's node ${quoteValue(name)} makes ${quoteValue(output)}, which is there before it; export the model again.`,
  )

function checkOperator({ name, operator }: OnnxNode): void {
  if (isComputed(operator)) return
  throw new Error(
    `The ONNX graph's node ${quoteValue(name)} is of the operator ${quoteValue(operator)}, which is not computed here; export the model with opset_version=17 and dynamo=False, or replace that layer.`,
  )
}
