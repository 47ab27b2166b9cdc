/**
 * @file Reader of the safetensors format: an 8-byte little-endian header
 * length, a JSON header, and the tensors' bytes. Files are untrusted, so every
 * length is checked before it is used.
 */

export interface StoredTensor {
  /** As stored; PyTorch's order for weights. */
  readonly shape: readonly number[]
  /** Row by row, widened to float32. */
  readonly values: Float32Array
}

type Decode = (bytes: Uint8Array) => Float32Array

/** Adding a number format is one line here. */
const DECODERS: Readonly<Record<string, { size: number; decode: Decode }>> = {
  F32: { size: 4, decode: (bytes) => new Float32Array(aligned(bytes)) },
  F16: { size: 2, decode: (bytes) => Float32Array.from(new Uint16Array(aligned(bytes)), float16ToNumber) },
  BF16: {
    size: 2,
    decode: (bytes) => new Float32Array(Uint32Array.from(new Uint16Array(aligned(bytes)), (half) => half << 16).buffer),
  },
}

const MAX_HEADER_BYTES = 4 * 1024 * 1024

/** Reads every tensor of the file. Throws one sentence that says what is wrong and where. */
export function readSafetensors(file: ArrayBuffer): Map<string, StoredTensor> {
  if (file.byteLength < 8) throw cutShort(`${file.byteLength} bytes`)
  const headerBytes = Number(new DataView(file).getBigUint64(0, true))
  if (headerBytes > MAX_HEADER_BYTES) {
    throw new Error(
      `The weights file claims a header of ${headerBytes} bytes, more than the ${MAX_HEADER_BYTES} allowed; it is not a safetensors file.`,
    )
  }
  if (8 + headerBytes > file.byteLength) throw cutShort(`${file.byteLength} bytes, its header alone ${headerBytes}`)
  const header = parseHeader(new Uint8Array(file, 8, headerBytes))
  const body = new Uint8Array(file, 8 + headerBytes)
  const tensors = new Map<string, StoredTensor>()
  for (const [name, entry] of Object.entries(header)) {
    if (name !== '__metadata__') tensors.set(name, readTensor(name, entry, body))
  }
  return tensors
}

function readTensor(name: string, entry: unknown, body: Uint8Array): StoredTensor {
  const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as Record<string, unknown>
  if (!isCounts(shape) || !isCounts(offsets) || offsets.length !== 2) {
    throw new Error(`The weights file's entry "${name}" has no valid shape and data_offsets; export the model again.`)
  }
  const format = DECODERS[String(dtype)]
  if (format === undefined) {
    throw new Error(
      `The tensor "${name}" is stored as ${String(dtype)}; store it as one of ${Object.keys(DECODERS).join(', ')}.`,
    )
  }
  const [begin, end] = offsets as [number, number]
  if (end > body.byteLength) throw cutShort(`"${name}" ends at byte ${end} of ${body.byteLength}`)
  const expected = shape.reduce((product, size) => product * size, 1) * format.size
  if (end - begin !== expected) {
    throw new Error(
      `The tensor "${name}" has ${end - begin} bytes where its shape [${shape.join(', ')}] needs ${expected}; export the model again.`,
    )
  }
  return { shape, values: format.decode(body.subarray(begin, end)) }
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  try {
    const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    if (typeof header === 'object' && header !== null) return header as Record<string, unknown>
  } catch {
    // told below, like any other header that is not an object
  }
  throw new Error('The weights file has no readable safetensors header; fetch or export it again.')
}

const cutShort = (found: string) =>
  new Error(`The weights file is cut short (${found}); fetch it again or export the model again.`)

const isCounts = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0)

/** A copy, since tensors may begin at any byte and typed arrays may not. */
function aligned(bytes: Uint8Array): ArrayBuffer {
  return bytes.slice().buffer
}

/** IEEE 754 binary16, by its bits. */
function float16ToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 0x1f
  const fraction = bits & 0x3ff
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}
