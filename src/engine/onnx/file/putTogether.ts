/** @file The inverse of takeApart: makes an ONNX file of a graph and its trained weights. */
import { toBinary } from '@bufbuild/protobuf'
import { nameAmongWeights } from '../../checkpoints/learned'
import { type GraphProto, ModelProtoSchema } from './onnx_pb'
import { readModelProto } from './readModelProto'
import { isWithoutValues, sizeOfTensor } from './tensors'

interface GraphSettings {
  /** An ONNX file without the values of its weights. */
  readonly graph: Uint8Array
  readonly frozen: readonly string[]
}

/** Of TensorProto.DataType. */
const FLOAT32 = 1

/**
 * The graph is unchanged, including a final softmax.
 *
 * @param weights in float32, by their names among the weights
 * @throws Error with one sentence if one is missing, or if the graph's numbers are not float32
 */
export function putTogether(
  { graph, frozen }: GraphSettings,
  weights: ReadonlyMap<string, { readonly values: Float32Array }>,
): Uint8Array<ArrayBuffer> {
  const model = readModelProto(graph)
  for (const tensor of (model.graph as GraphProto).initializer) {
    if (!isWithoutValues(tensor)) continue
    const name = nameAmongWeights(tensor.name, frozen)
    const values = weights.get(name)?.values
    if (values === undefined || values.length !== sizeOfTensor(tensor)) {
      throw new Error(`The ONNX graph lacks its weights ${JSON.stringify(name)}; export them as safetensors instead.`)
    }
    if (tensor.dataType !== FLOAT32) {
      throw new Error(
        'The ONNX graph is of half-precision numbers, in which trained weights can not be written; export them as safetensors instead.',
      )
    }
    tensor.rawData = new Uint8Array(values.slice().buffer)
  }
  return toBinary(ModelProtoSchema, model)
}
