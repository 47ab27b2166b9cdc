import type * as tf from '../../tf'

/** What kernels need of tfjs's BackendWasm. */
export interface WasmMemory {
  makeOutput(shape: number[], dtype: tf.DataType): tf.TensorInfo
  /** A view, until the memory grows. */
  typedArrayFromHeap<Values extends Float32Array | Int32Array | Uint8Array>(info: tf.TensorInfo): Values
}
