/**
 * @file The header of a safetensors file: an 8-byte little-endian length, and a list of tensors of that length in JSON,
 * before the tensors' bytes. Files are untrusted, so every length is checked before it is used.
 */
import { parseBoundedJsonBytes } from '../../boundedJson'
import { countOf } from '../../countOf'
import { quoteShape, quoteValue } from '../../quote'
import { ELEMENT_TYPES, type ElementType } from './elementTypes'
import { MAX_TENSOR_AXES, MAX_TENSOR_LIST_BYTES } from './limits'

/** A tensor's range, in bytes from the first tensor. */
export interface TensorPlace {
  readonly name: string
  readonly type: ElementType
  /** As stored; PyTorch's order for weights. */
  readonly shape: readonly number[]
  readonly begin: number
  readonly end: number
}

export interface TensorList {
  readonly places: readonly TensorPlace[]
  /** Offset of the first tensor in the file, in bytes. */
  readonly bodyStart: number
  /** Metadata from the file's writer. */
  readonly metadata: unknown
}

/** Bytes before the list. */
export const LENGTH_BYTES = 8

/**
 * Bytes of the list that follows.
 *
 * @param start the file's first bytes, at least eight if it has them
 * @throws Error with one sentence if the file is too short or not safetensors
 */
export function tensorListBytes(start: Uint8Array, fileBytes: number): number {
  if (fileBytes < LENGTH_BYTES) throw cutShort(countOf(fileBytes, 'byte'))
  const listBytes = Number(new DataView(start.buffer, start.byteOffset).getBigUint64(0, true))
  if (listBytes > MAX_TENSOR_LIST_BYTES) {
    throw new Error(
      `The weights file claims a header of ${countOf(listBytes, 'byte')}, more than the ${MAX_TENSOR_LIST_BYTES.toLocaleString('en')} allowed, so it is not a safetensors file; fetch or export it again.`,
    )
  }
  if (LENGTH_BYTES + listBytes > fileBytes)
    throw cutShort(`${countOf(fileBytes, 'byte')}, its header alone ${listBytes.toLocaleString('en')}`)
  return listBytes
}

/**
 * @param types those that are taken, by the file's names
 * @throws Error with one sentence that says what is wrong and where
 */
export function readTensorList(
  list: Uint8Array,
  fileBytes: number,
  types: ReadonlyMap<unknown, ElementType> = ELEMENT_TYPES,
): TensorList {
  const header = parseHeader(list)
  const bodyStart = LENGTH_BYTES + list.length
  const entries = Object.entries(header).filter(([name]) => name !== '__metadata__')
  const places = entries.map(([name, entry]) => readPlace(name, entry, types))
  checkLayout(places, fileBytes - bodyStart)
  return { places, bodyStart, metadata: header.__metadata__ }
}

function readPlace(name: string, entry: unknown, types: ReadonlyMap<unknown, ElementType>): TensorPlace {
  const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as Record<string, unknown>
  if (!isCounts(shape) || shape.length > MAX_TENSOR_AXES || !isCounts(offsets) || offsets.length !== 2) {
    throw new Error(
      `The weights file's entry ${quoteValue(name)} has no valid shape and data_offsets; export the model again.`,
    )
  }
  const type = types.get(dtype)
  if (type === undefined) {
    const known = [...types.keys()].join(', ')
    throw new Error(
      `The tensor ${quoteValue(name)} is stored as ${quoteValue(dtype)}, which is unknown; store it as one of ${known}.`,
    )
  }
  const [begin, end] = offsets as [number, number]
  const expected = shape.reduce((product, size) => product * size, 1) * type.size
  if (end - begin !== expected) {
    throw new Error(
      `The tensor ${quoteValue(name)} has ${countOf(end - begin, 'byte')} where its shape ${quoteShape(shape)} needs ${expected.toLocaleString('en')}; export the model again.`,
    )
  }
  return { name, type, shape, begin, end }
}

/** Without overlaps, as the format requires: otherwise a small file could have the same bytes decoded many times. */
function checkLayout(places: readonly TensorPlace[], bodyBytes: number): void {
  let filled = 0
  for (const { name, begin, end } of places.toSorted((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (end > bodyBytes) throw cutShort(`the tensor ${quoteValue(name)} ends at byte ${end} of ${bodyBytes}`)
    if (begin !== filled) {
      throw new Error(
        `The tensor ${quoteValue(name)} begins at byte ${begin} where the one before it ends at ${filled}; export the model again.`,
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
    const header = parseBoundedJsonBytes(bytes)
    if (typeof header === 'object' && header !== null && !Array.isArray(header))
      return header as Record<string, unknown>
  } catch {
    // told below, like any other header that is not an object
  }
  throw new Error('The weights file has no readable safetensors header; fetch or export it again.')
}

const cutShort = (found: string) =>
  new Error(`The weights file is cut short (${found}); fetch it again or export the model again.`)

const isCounts = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0)
