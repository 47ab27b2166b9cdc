/** @file Number formats of tensors by safetensors' names, and their conversion to float32. */
import { float16ToNumber } from './float16'

export interface ElementType {
  /** "BF16". */
  readonly name: string
  /** PyTorch's name of it: "bfloat16". */
  readonly torchName: string
  /** Bytes of one number. */
  readonly size: number
  /** Converts little-endian bytes at any offset to a copy. Integers beyond 2 ** 24 and float64 are rounded. */
  readonly toFloat32: (bytes: Uint8Array) => Float32Array<ArrayBuffer>
}

/** A copy, because tensors may begin at any byte, but typed arrays may not. */
const aligned = (bytes: Uint8Array): ArrayBuffer => bytes.slice().buffer

// `map` rather than `from`, which takes three times as long.
const TYPES: readonly ElementType[] = [
  { name: 'F32', torchName: 'float32', size: 4, toFloat32: (bytes) => new Float32Array(aligned(bytes)) },
  {
    name: 'F16',
    torchName: 'float16',
    size: 2,
    toFloat32: (bytes) => new Float32Array(new Uint16Array(aligned(bytes))).map(float16ToNumber),
  },
  {
    name: 'BF16',
    torchName: 'bfloat16',
    size: 2,
    toFloat32: (bytes) =>
      new Float32Array(new Uint32Array(new Uint16Array(aligned(bytes))).map((half) => half << 16).buffer),
  },
  {
    name: 'F64',
    torchName: 'float64',
    size: 8,
    toFloat32: (bytes) => Float32Array.from(new Float64Array(aligned(bytes))),
  },
  { name: 'I64', torchName: 'int64', size: 8, toFloat32: (bytes) => ofBigInts(new BigInt64Array(aligned(bytes))) },
  { name: 'I32', torchName: 'int32', size: 4, toFloat32: (bytes) => new Float32Array(new Int32Array(aligned(bytes))) },
  { name: 'I16', torchName: 'int16', size: 2, toFloat32: (bytes) => new Float32Array(new Int16Array(aligned(bytes))) },
  { name: 'I8', torchName: 'int8', size: 1, toFloat32: (bytes) => new Float32Array(new Int8Array(aligned(bytes))) },
  { name: 'U8', torchName: 'uint8', size: 1, toFloat32: (bytes) => new Float32Array(bytes) },
  {
    name: 'U16',
    torchName: 'uint16',
    size: 2,
    toFloat32: (bytes) => new Float32Array(new Uint16Array(aligned(bytes))),
  },
  {
    name: 'U32',
    torchName: 'uint32',
    size: 4,
    toFloat32: (bytes) => new Float32Array(new Uint32Array(aligned(bytes))),
  },
  { name: 'U64', torchName: 'uint64', size: 8, toFloat32: (bytes) => ofBigInts(new BigUint64Array(aligned(bytes))) },
  {
    name: 'BOOL',
    torchName: 'bool',
    size: 1,
    toFloat32: (bytes) => new Float32Array(bytes).map((byte) => (byte ? 1 : 0)),
  },
]

/** Maps, because a file may use any key, and an object would have "constructor". */
export const ELEMENT_TYPES: ReadonlyMap<unknown, ElementType> = new Map(TYPES.map((type) => [type.name, type]))
export const ELEMENT_TYPES_OF_TORCH: ReadonlyMap<unknown, ElementType> = new Map(
  TYPES.map((type) => [type.torchName, type]),
)

function ofBigInts(values: BigInt64Array | BigUint64Array): Float32Array<ArrayBuffer> {
  const floats = new Float32Array(values.length)
  for (const [i, value] of values.entries()) floats[i] = Number(value)
  return floats
}
