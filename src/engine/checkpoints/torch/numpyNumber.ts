import { Inert, type PickleValue } from '../pickle/values'

type Read = (view: DataView, isLittle: boolean) => number

/** By the code of NumPy's dtype. */
const READERS: ReadonlyMap<string, readonly [bytes: number, read: Read]> = new Map<string, readonly [number, Read]>([
  ['f8', [8, (view, isLittle) => view.getFloat64(0, isLittle)]],
  ['f4', [4, (view, isLittle) => view.getFloat32(0, isLittle)]],
  ['i8', [8, (view, isLittle) => Number(view.getBigInt64(0, isLittle))]],
  ['i4', [4, (view, isLittle) => view.getInt32(0, isLittle)]],
])

/** A NumPy number, as accuracies often are; undefined for other kinds. */
export function numpyNumber([dtype, bytes]: readonly (PickleValue | undefined)[]): PickleValue | undefined {
  if (!(dtype instanceof Inert) || dtype.name !== 'numpy.dtype') return undefined
  const [code] = dtype.made
  const reader = typeof code === 'string' ? READERS.get(code) : undefined
  const raw = rawBytes(bytes)
  if (reader === undefined || raw?.length !== reader[0]) return undefined
  const isLittle = !(Array.isArray(dtype.state) && dtype.state[1] === '>')
  return reader[1](new DataView(raw.buffer, raw.byteOffset, raw.length), isLittle)
}

/** In protocol 2, bytes are a Latin-1 text that is encoded. */
function rawBytes(value: PickleValue | undefined): Uint8Array | null {
  if (value instanceof Uint8Array) return value
  if (!(value instanceof Inert) || value.name !== '_codecs.encode') return null
  const [text] = value.made
  return typeof text === 'string' ? Uint8Array.from(text, (character) => character.charCodeAt(0)) : null
}
