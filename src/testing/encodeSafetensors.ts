/** @file Writes safetensors files for tests, honest ones and others. */

export interface EncodedTensor {
  readonly dtype: string
  readonly shape: readonly number[]
  readonly bytes: Uint8Array
}

/** A file of this header, as it stands, and these bytes. */
export function encodeFile(header: string, body: Uint8Array, headerLength?: bigint): ArrayBuffer {
  const text = new TextEncoder().encode(header)
  const file = new Uint8Array(8 + text.length + body.length)
  new DataView(file.buffer).setBigUint64(0, headerLength ?? BigInt(text.length), true)
  file.set(text, 8)
  file.set(body, 8 + text.length)
  return file.buffer
}

/** The tensors one after the other, as the format asks. */
export function encodeSafetensors(tensors: ReadonlyMap<string, EncodedTensor>): ArrayBuffer {
  const entries: [string, unknown][] = [['__metadata__', { format: 'pt' }]]
  const chunks: Uint8Array[] = []
  let end = 0
  for (const [name, { dtype, shape, bytes }] of tensors) {
    entries.push([name, { dtype, shape, data_offsets: [end, end + bytes.length] }])
    chunks.push(bytes)
    end += bytes.length
  }
  const joined = new Uint8Array(end)
  let offset = 0
  for (const chunk of chunks) {
    joined.set(chunk, offset)
    offset += chunk.length
  }
  return encodeFile(`{${entries.map(([name, entry]) => `${JSON.stringify(name)}:${JSON.stringify(entry)}`)}}`, joined)
}
