import { z } from 'zod'
import { parseWithFieldNames } from '../../checkpoints/parseWithFieldNames'
import { fromBase64 } from '../../onnx/file/base64'
import { readModelProto } from '../../onnx/file/readModelProto'
import { checkGraph } from '../../onnx/graph/check'
import { graphFromProto } from '../../onnx/graph/fromProto'
import { withJoinedNorms, withoutSoftmax, withoutUnused } from '../../onnx/graph/simplify'
import type { OnnxGraph } from '../../onnx/graph/types'
import type { ArchitectureDescription } from '../types'

const schema = z.object({
  name: z.literal('onnx'),
  /** An ONNX model without the values of its weights, in base64. */
  graph: z.string(),
  /** Of the model's outputs, the one that holds the logits. */
  output: z.string(),
})

export interface OnnxSettings {
  readonly name: 'onnx'
  readonly graph: OnnxGraph
}

/** Any classifier that was exported to ONNX: its graph is part of the manifest, and computed node by node. */
export const onnxDescription: ArchitectureDescription<OnnxSettings> = {
  name: 'onnx',

  parseSettings(field) {
    const { name, graph, output } = parseWithFieldNames(schema, field, 'manifest', { prefix: 'architecture' })
    return { name, graph: computedGraph(fromBase64(graph), output) }
  },

  checkInput({ graph: { input } }, height, width) {
    const [rows, columns] = isChannelsLast(input.shape) ? input.shape.slice(1, 3) : input.shape.slice(2, 4)
    if ((rows ?? height) === height && (columns ?? width) === width) return
    throw new Error(
      `The ONNX graph takes images of ${columns} x ${rows} pixels where the manifest's field "input" says ${width} x ${height}; make it the same, or export the model for images of another size.`,
    )
  },

  parameterShapes: ({ graph }) => graph.parameters,
}

/** What is computed of an ONNX file: what its output depends on, without a softmax at the end. */
export function computedGraph(file: Uint8Array, output: string): OnnxGraph {
  const whole = graphFromProto(readModelProto(file))
  checkGraph(whole)
  return withJoinedNorms(withoutSoftmax(withoutUnused(whole, output)).graph)
}

/** (batch, height, width, channels), as TensorFlow's converters write it; PyTorch's have the channels second. */
export const isChannelsLast = ([, second, , last]: readonly (number | null)[]): boolean =>
  (last === 3 || last === 1) && second !== 3 && second !== 1
