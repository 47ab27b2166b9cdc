import { ELEMENT_TYPES, type ElementType } from '../../checkpoints/elementTypes'
import type { LazyTensor } from '../../checkpoints/stateDicts/types'
import type { TensorProto } from './onnx_pb'
import { readTensor, shapeOfTensor } from './tensors'

/** By TensorProto.DataType. */
const TYPES: ReadonlyMap<number, string> = new Map([
  [1, 'F32'],
  [10, 'F16'],
  [11, 'F64'],
  [16, 'BF16'],
])

/** A floating-point tensor, in the form of all checkpoints' tensors. */
export function lazyInitialiser(tensor: TensorProto): LazyTensor {
  const isRaw = tensor.rawData.length > 0
  const type = ELEMENT_TYPES.get(isRaw ? TYPES.get(tensor.dataType) : 'F32') as ElementType
  return {
    type,
    shape: shapeOfTensor(tensor),
    async read() {
      if (isRaw) return tensor.rawData
      const { buffer, byteOffset, byteLength } = readTensor(tensor).values
      return new Uint8Array(buffer, byteOffset, byteLength)
    },
  }
}
