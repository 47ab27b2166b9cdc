import { countOf } from '../../countOf'
import { MAX_TENSOR_AXES, MAX_TENSOR_LIST_BYTES } from './limits'

/**
 * @file Reader of the safetensors format: an 8-byte little-endian header
 * length, a JSON header, and the tensors' bytes. Files are untrusted, so every
 * length is checked before it is used.
 */

export interface StoredTensor {
  /** The number format in the file, by its name in manifests. */
  readonly dtype: StoredDtype
  /** As stored; PyTorch's order for weights. */
  readonly shape: readonly number[]
  /** Row by row, widened to float32. */
  readonly values: Float32Array
}

export type StoredDtype = 'float16' | 'float32' | 'bfloat16'

interface Format {
  readonly dtype: StoredDtype
  /** Bytes of one number. */
  readonly size: number
  readonly decode: (bytes: Uint8Array) => Float32Array
}

// Below, `map` and not `from`, which takes thrice as long.
const float32: Format = { dtype: 'float32', size: 4, decode: (bytes) => new Float32Array(aligned(bytes)) }
const float16: Format = {
  dtype: 'float16',
  size: 2,
  decode: (bytes) => new Float32Array(new Uint16Array(aligned(bytes))).map(float16ToNumber),
}
const bfloat16: Format = {
  dtype: 'bfloat16',
  size: 2,
  decode: (bytes) =>
    new Float32Array(new Uint32Array(new Uint16Array(aligned(bytes))).map((half) => half << 16).buffer),
}

/** A map, since a file may name any key: an object would answer to "constructor". */
const FORMATS: ReadonlyMap<unknown, Format> = new Map([
  ['F32', float32],
  ['F16', float16],
  ['BF16', bfloat16],
])

interface Place {
  readonly name: string
  readonly format: Format
  readonly shape: readonly number[]
  readonly begin: number
  readonly end: number
}

/** Reads every tensor of the file. Throws one sentence that says what is wrong and where. */
export function readSafetensors(file: ArrayBuffer): Map<string, StoredTensor> {
  if (file.byteLength < 8) throw cutShort(countOf(file.byteLength, 'byte'))
  const headerBytes = Number(new DataView(file).getBigUint64(0, true))
  if (headerBytes > MAX_TENSOR_LIST_BYTES) {
    throw new Error(
      `The weights file claims a header of ${countOf(headerBytes, 'byte')}, more than the ${MAX_TENSOR_LIST_BYTES.toLocaleString('en')} allowed, so it is not a safetensors file; fetch or export it again.`,
    )
  }
  if (8 + headerBytes > file.byteLength)
    throw cutShort(`${countOf(file.byteLength, 'byte')}, its header alone ${headerBytes.toLocaleString('en')}`)
  const header = parseHeader(new Uint8Array(file, 8, headerBytes))
  const body = new Uint8Array(file, 8 + headerBytes)
  const entries = Object.entries(header).filter(([name]) => name !== '__metadata__')
  const places = entries.map(([name, entry]) => readPlace(name, entry))
  checkLayout(places, body.byteLength)
  return new Map(
    places.map(({ name, format, shape, begin, end }) => [
      name,
      { dtype: format.dtype, shape, values: format.decode(body.subarray(begin, end)) },
    ]),
  )
}

function readPlace(name: string, entry: unknown): Place {
  const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as Record<string, unknown>
  if (!isCounts(shape) || shape.length > MAX_TENSOR_AXES || !isCounts(offsets) || offsets.length !== 2) {
    throw new Error(
      `The weights file's entry ${quoted(name)} has no valid shape and data_offsets; export the model again.`,
    )
  }
  const format = FORMATS.get(dtype)
  if (format === undefined) {
    const known = [...FORMATS.keys()].join(', ')
    throw new Error(
      `The tensor ${quoted(name)} is stored as ${quoted(dtype)}, which is unknown; store it as one of ${known}.`,
    )
  }
  const [begin, end] = offsets as [number, number]
  const expected = shape.reduce((product, size) => product * size, 1) * format.size
  if (end - begin !== expected) {
    throw new Error(
      `The tensor ${quoted(name)} has ${countOf(end - begin, 'byte')} where its shape [${shape.join(', ')}] needs ${expected.toLocaleString('en')}; export the model again.`,
    )
  }
  return { name, format, shape, begin, end }
}

/** One tensor after the other, as the format asks: else a small file could have the same bytes decoded many times over. */
function checkLayout(places: readonly Place[], bodyBytes: number): void {
  let filled = 0
  for (const { name, begin, end } of places.toSorted((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (end > bodyBytes) throw cutShort(`the tensor ${quoted(name)} ends at byte ${end} of ${bodyBytes}`)
    if (begin !== filled) {
      throw new Error(
        `The tensor ${quoted(name)} begins at byte ${begin} where the one before it ends at ${filled}; export the model again.`,
      )
    }
    filled = end
  }
  if (filled !== bodyBytes) {
    throw new Error(
      `The weights file goes on for ${countOf(bodyBytes - filled, 'byte')} after its last tensor; fetch it again or export the model again.`,
    )
  }
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  try {
    const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    if (typeof header === 'object' && header !== null && !Array.isArray(header))
      return header as Record<string, unknown>
  } catch {
    // told below, like any other header that is not an object
  }
  throw new Error('The weights file has no readable safetensors header; fetch or export it again.')
}

const cutShort = (found: string) =>
  new Error(`The weights file is cut short (${found}); fetch it again or export the model again.`)

/** What a file says, for an error message: on one line and not too long. */
export function quoted(said: unknown): string {
  const text = JSON.stringify(said) ?? 'missing'
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}

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
