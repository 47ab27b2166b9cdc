/** @file Finds the tensors read as statistics by batch norms, and as normalisation of images by the first nodes. */
import type { GraphProto, NodeProto } from './onnx_pb'
import { sizeOfTensor } from './tensors'

/** Names of the means and variances of batch norms. */
export function ownStatistics({ node }: GraphProto): Set<string> {
  const norms = node.filter(({ opType }) => opType === 'BatchNormalization')
  return new Set(norms.flatMap(({ input }) => input.slice(3, 5)))
}

const ARITHMETIC = ['Sub', 'Add', 'Mul', 'Div']
/** For a colour image, per channel. */
const CHANNELS = 3

/** The nodes that normalise the images first, and their constants. */
export function normalisingNodes(graph: GraphProto): { readonly node: NodeProto; readonly by: string }[] {
  const small = new Set(graph.initializer.filter((tensor) => sizeOfTensor(tensor) <= CHANNELS).map(({ name }) => name))
  const inputs = graph.input
    .map(({ name }) => name)
    .filter((name) => !graph.initializer.some((each) => each.name === name))
  const found: { node: NodeProto; by: string }[] = []
  for (let image = inputs[0]; image !== undefined; ) {
    const readers = graph.node.filter(({ input }) => input.includes(image as string))
    const [node] = readers
    const by = node?.input.find((name) => name !== image)
    const isOne = readers.length === 1 && node !== undefined && by !== undefined
    if (!isOne || !ARITHMETIC.includes(node.opType) || !small.has(by)) break
    found.push({ node, by })
    image = node.output[0]
  }
  return found
}

export const readsOfInput = (graph: GraphProto): Set<string> => new Set(normalisingNodes(graph).map(({ by }) => by))
