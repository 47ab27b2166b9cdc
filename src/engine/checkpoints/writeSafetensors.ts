/** @file Writes the safetensors format; readSafetensors reads it back to the bit. */

import { numbersOf } from './learned'

/** Numbers read from the backend. */
export interface PlainTensor {
  readonly shape: readonly number[]
  readonly values: Float32Array
}

/** A tensor whose numbers are still to be written. */
interface Announced {
  readonly name: string
  /** Its number format by safetensors' name, and bytes per number. */
  readonly type: { readonly name: string; readonly size: number }
  readonly shape: readonly number[]
}

/**
 * A file with room for the tensors in sequence, and the offset of each.
 *
 * @param check receives the tensors' total size in bytes before any allocation, and may throw
 */
export function layOutSafetensors(
  tensors: readonly Announced[],
  check: (bytes: number) => void = () => {},
): { readonly file: Uint8Array<ArrayBuffer>; readonly places: ReadonlyMap<string, number> } {
  const entries: [string, unknown][] = []
  const places = new Map<string, number>()
  let end = 0
  for (const { name, type, shape } of tensors) {
    const begin = end
    end += numbersOf(shape) * type.size
    entries.push([name, { dtype: type.name, shape, data_offsets: [begin, end] }])
    places.set(name, begin)
  }
  check(end)
  const text = new TextEncoder().encode(JSON.stringify(Object.fromEntries(entries)))
  // Padding with spaces to a multiple of 8, as in the format's own writer, so that numbers are aligned.
  const headerBytes = Math.ceil(text.length / 8) * 8
  const file = new Uint8Array(8 + headerBytes + end).fill(0x20, 8 + text.length, 8 + headerBytes)
  new DataView(file.buffer).setBigUint64(0, BigInt(headerBytes), true)
  file.set(text, 8)
  return { file, places: new Map([...places].map(([name, begin]) => [name, 8 + headerBytes + begin])) }
}

/** Writes tensors in order, in float32. */
export function writeSafetensors(tensors: ReadonlyMap<string, PlainTensor>): ArrayBuffer {
  const type = { name: 'F32', size: 4 }
  const { file, places } = layOutSafetensors([...tensors].map(([name, { shape }]) => ({ name, type, shape })))
  for (const [name, { values }] of tensors) {
    file.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), places.get(name))
  }
  return file.buffer
}
