import { z } from 'zod'
import { nameAmongWeights } from '../../checkpoints/learned'
import { parseWithFieldNames } from '../../checkpoints/parseWithFieldNames'
import { fromBase64 } from '../../onnx/file/base64'
import { isChannelsLast } from '../../onnx/file/findings'
import { readModelProto } from '../../onnx/file/readModelProto'
import { checkGraph } from '../../onnx/graph/check'
import { graphFromProto } from '../../onnx/graph/fromProto'
import { withJoinedNorms, withoutSoftmax } from '../../onnx/graph/simplify'
import type { OnnxGraph } from '../../onnx/graph/types'
import { checkChannels } from '../checkChannels'
import type { ArchitectureDescription } from '../types'

const schema = z.object({
  name: z.literal('onnx'),
  /** An ONNX model without the values of its weights, in base64. */
  graph: z.string(),
  /** Weights that are not learned. */
  frozen: z.array(z.string()).optional(),
})

export interface OnnxSettings {
  readonly name: 'onnx'
  readonly graph: OnnxGraph
  /** The graph as in the manifest: an ONNX file without the values of its weights. */
  readonly file: Uint8Array
  /** Weights that are not learned. */
  readonly frozen: readonly string[]
  /** The name among the weights of each parameter of the graph. */
  readonly names: ReadonlyMap<string, string>
}

/** Any classifier that was exported to ONNX: its graph is part of the manifest, and computed node by node. */
export const onnxDescription: ArchitectureDescription<OnnxSettings> = {
  name: 'onnx',

  parseSettings(field) {
    const {
      name,
      graph,
      frozen = [],
    } = parseWithFieldNames(schema, field, 'manifest', {
      prefix: 'architecture',
    })
    const file = fromBase64(graph)
    const computed = computedGraph(graphFromProto(readModelProto(file)))
    const names = [...computed.parameters.keys()].map((key) => [key, nameAmongWeights(key, frozen)] as const)
    return { name, graph: computed, file, frozen, names: new Map(names) }
  },

  checkInput({ graph: { input } }, height, width, channels) {
    const wanted = input.shape[isChannelsLast(input.shape) ? 3 : 1]
    checkChannels(wanted ?? channels, channels)
    const [rows, columns] = isChannelsLast(input.shape) ? input.shape.slice(1, 3) : input.shape.slice(2, 4)
    if ((rows ?? height) === height && (columns ?? width) === width) return
    throw new Error(
      `The ONNX graph takes images of ${columns} × ${rows} pixels where the manifest's field "input" says ${width} × ${height}; make it the same, or export the model for images of another size.`,
    )
  },

  parameterShapes: ({ graph, names }) =>
    new Map([...graph.parameters].map(([name, shape]) => [names.get(name) as string, shape])),
}

/** The part of a graph that is computed: its first output, without a final softmax. */
export function computedGraph(whole: OnnxGraph): OnnxGraph {
  checkGraph(whole)
  return withJoinedNorms(withoutSoftmax(whole))
}
