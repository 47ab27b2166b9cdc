import type * as tf from '../../tf'

/** The part of tfjs's BackendWasm that the kernels need. */
export interface WasmMemory {
  makeOutput(shape: number[], dtype: tf.DataType): tf.TensorInfo
  /** A view, until the memory grows. */
  typedArrayFromHeap<Values extends Float32Array | Int32Array | Uint8Array>(info: tf.TensorInfo): Values
}
