/** @file Finds the tensors read as statistics by batch norms, and as normalisation of images by the first nodes. */
import type { GraphProto, NodeProto } from './onnx_pb'
import { sizeOfTensor } from './tensors'

/** Names of the means and variances of batch norms. */
export function ownStatistics({ node }: GraphProto): Set<string> {
  const norms = node.filter(({ opType }) => opType === 'BatchNormalization')
  return new Set(norms.flatMap(({ input }) => input.slice(3, 5)))
}

/** Names of the numbers by which images are resized: they decide shapes, so they are no weights. */
export function scalesOf({ node }: GraphProto): Set<string> {
  const resizing = node.filter(({ opType }) => opType === 'Resize' || opType === 'Upsample')
  return new Set(resizing.flatMap(({ input }) => input.slice(1)))
}

const ARITHMETIC = ['Sub', 'Add', 'Mul', 'Div']
/** For a colour image, per channel. */
const CHANNELS = 3

/** The nodes that normalise the images first, and their constants. */
export function normalisingNodes(graph: GraphProto): { readonly node: NodeProto; readonly by: string }[] {
  const small = new Set(graph.initializer.filter((tensor) => sizeOfTensor(tensor) <= CHANNELS).map(({ name }) => name))
  const initialisers = new Set(graph.initializer.map(({ name }) => name))
  const readers = readersByName(graph)
  const found: { node: NodeProto; by: string }[] = []
  let image = graph.input.find(({ name }) => !initialisers.has(name))?.name
  // A graph whose nodes lead back to where they were is refused later.
  while (image !== undefined && found.length < graph.node.length) {
    const [node, ...others] = readers.get(image) ?? []
    const by = node?.input.find((name) => name !== image)
    const isOne = others.length === 0 && node !== undefined && by !== undefined
    if (!isOne || !ARITHMETIC.includes(node.opType) || !small.has(by)) break
    found.push({ node, by })
    image = node.output[0]
  }
  return found
}

function readersByName({ node }: GraphProto): ReadonlyMap<string, readonly NodeProto[]> {
  const readers = new Map<string, NodeProto[]>()
  for (const each of node) {
    for (const name of new Set(each.input)) {
      const known = readers.get(name)
      if (known === undefined) readers.set(name, [each])
      else known.push(each)
    }
  }
  return readers
}

export const readsOfInput = (graph: GraphProto): Set<string> => new Set(normalisingNodes(graph).map(({ by }) => by))
