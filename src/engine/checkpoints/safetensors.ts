/** @file Reads the weights that a manifest describes: a safetensors file, entirely in memory. */
import { ELEMENT_TYPES, type ElementType } from './elementTypes'
import { LENGTH_BYTES, readTensorList, tensorListBytes } from './safetensorsList'

export interface StoredTensor {
  /** The number format in the file, by its name in manifests. */
  readonly dtype: StoredDtype
  /** As stored; PyTorch's order for weights. */
  readonly shape: readonly number[]
  /** Row by row, as float32; a view of the file if it is float32 already. */
  readonly values: Float32Array
}

export type StoredDtype = 'float16' | 'float32' | 'bfloat16'

/** Number formats that manifests name, by the file's names. */
const STORED_DTYPES: ReadonlyMap<unknown, StoredDtype> = new Map([
  ['F32', 'float32'],
  ['F16', 'float16'],
  ['BF16', 'bfloat16'],
])
const STORED_TYPES = new Map([...ELEMENT_TYPES].filter(([name]) => STORED_DTYPES.has(name)))

/** Reads every tensor of the file. Throws one sentence that says what is wrong and where. */
export function readSafetensors(file: ArrayBuffer): Map<string, StoredTensor> {
  const bytes = new Uint8Array(file)
  const list = bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + tensorListBytes(bytes, bytes.length))
  const { places, bodyStart } = readTensorList(list, bytes.length, STORED_TYPES)
  return new Map(
    places.map(({ name, type, shape, begin, end }) => {
      const dtype = STORED_DTYPES.get(type.name) as StoredDtype
      return [name, { dtype, shape, values: floatsOf(type, bytes.subarray(bodyStart + begin, bodyStart + end)) }]
    }),
  )
}

/** Aligned float32 is not copied, since a large model may leave no room for a copy. */
function floatsOf(type: ElementType, bytes: Uint8Array<ArrayBuffer>): Float32Array {
  if (type.name !== 'F32' || bytes.byteOffset % 4 !== 0) return type.toFloat32(bytes)
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4)
}
