/** @file Writer of the safetensors format, in float32. What it writes, readSafetensors reads back to the bit. */

/** Numbers that have left the backend. */
export interface PlainTensor {
  readonly shape: readonly number[]
  readonly values: Float32Array
}

/** Tensors in their order, one after the other. */
export function writeSafetensors(tensors: ReadonlyMap<string, PlainTensor>): ArrayBuffer {
  const header: Record<string, unknown> = {}
  let end = 0
  for (const [name, { shape, values }] of tensors) {
    header[name] = { dtype: 'F32', shape, data_offsets: [end, end + values.byteLength] }
    end += values.byteLength
  }
  const text = new TextEncoder().encode(JSON.stringify(header))
  // Spaces up to a multiple of 8, as the format's own writer does, so that the numbers are aligned.
  const headerBytes = Math.ceil(text.length / 8) * 8
  const file = new Uint8Array(8 + headerBytes + end).fill(0x20, 8 + text.length, 8 + headerBytes)
  new DataView(file.buffer).setBigUint64(0, BigInt(headerBytes), true)
  file.set(text, 8)
  let offset = 8 + headerBytes
  for (const { values } of tensors.values()) {
    file.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), offset)
    offset += values.byteLength
  }
  return file.buffer
}
