/** @file Writes safetensors files for tests, honest ones and others, and takes honest ones apart. */

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

/** An honest file's tensors, still encoded. */
export function splitSafetensors(file: ArrayBuffer): Map<string, EncodedTensor> {
  const headerLength = Number(new DataView(file).getBigUint64(0, true))
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(file, 8, headerLength)))
  const { __metadata__, ...entries } = header
  return new Map(
    Object.entries<{ dtype: string; shape: number[]; data_offsets: [number, number] }>(entries).map(
      ([name, { dtype, shape, data_offsets: offsets }]) => {
        const bytes = new Uint8Array(file, 8 + headerLength + offsets[0], offsets[1] - offsets[0])
        return [name, { dtype, shape, bytes }]
      },
    ),
  )
}
