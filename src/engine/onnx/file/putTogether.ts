/** @file The inverse of takeApart: makes an ONNX file of a graph and its trained weights. */

import { toBinary } from '@bufbuild/protobuf'
import { quoteValue } from '../../../quote'
import { numberToFloat16 } from '../../checkpoints/float16'
import { nameAmongWeights } from '../../checkpoints/learned'
import { type GraphProto, ModelProtoSchema } from './onnx_pb'
import { readModelProto } from './readModelProto'
import { isWithoutValues, sizeOfTensor } from './tensors'

interface GraphSettings {
  /** An ONNX file without the values of its weights. */
  readonly graph: Uint8Array
  readonly frozen: readonly string[]
}

type Encode = (values: Float32Array) => ArrayBufferView<ArrayBuffer>

/** By TensorProto.DataType: float32, float16, float64 and bfloat16. */
const FORMATS: ReadonlyMap<number, Encode> = new Map<number, Encode>([
  [1, (values) => values.slice()],
  [10, (values) => Uint16Array.from(values, numberToFloat16)],
  [11, (values) => Float64Array.from(values)],
  [16, bfloat16Of],
])

/** The upper half of each float32, rounded to the nearest, of two that are as near to the even one. */
function bfloat16Of(values: Float32Array): Uint16Array<ArrayBuffer> {
  const bits = new Uint32Array(values.slice().buffer)
  return Uint16Array.from(bits, (each) => (each + 0x7fff + ((each >>> 16) & 1)) >>> 16)
}

/**
 * The graph is unchanged, including a final softmax.
 *
 * @param weights in float32, by their names among the weights
 * @throws Error with one sentence if one is missing, or if the graph wants a number format that no weights have
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
      throw new Error(`The ONNX graph lacks its weights ${quoteValue(name)}; export them as safetensors instead.`)
    }
    const encode = FORMATS.get(tensor.dataType)
    if (encode === undefined) {
      throw new Error(
        `The ONNX graph's tensor ${quoteValue(name)} is of the number format ${tensor.dataType}, in which weights cannot be written; export them as safetensors instead.`,
      )
    }
    const { buffer, byteLength } = encode(values)
    tensor.rawData = new Uint8Array(buffer, 0, byteLength)
  }
  return toBinary(ModelProtoSchema, model)
}
