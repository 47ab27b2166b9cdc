/**
 * @file PyTorch's format before 1.6: five pickles (a magic number, a version, facts about the machine, the saved value,
 * the keys of its storages), followed by the storages, each preceded by its length.
 */

import { countOf } from '../../../countOf'
import { quoteValue } from '../../../quote'
import type { JobControl } from '../../jobControl'
import { blobBytes } from '../blobBytes'
import { FIRST_PICKLE_BYTES, MAX_PICKLE_BYTES } from '../limits'
import { PickleEnds } from '../pickle/cursor'
import { type PickleValue, StorageReference } from '../pickle/values'
import { bytesOfElement } from './lazyTensor'
import { TORCH_MEANINGS } from './meanings'
import { cutShort, readPickleStart } from './readPickle'
import type { TorchFile } from './types'

const MAGIC = 0x1950a86a20f9469cfc6cn
const VERSION = 1001
/** Of a storage's length. */
const LENGTH_BYTES = 8

/** The pickled magic number. */
const MAGIC_BYTES = '\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19'

/** After the pickle's protocol and, from protocol 4 on, the nine bytes of a frame. */
export function beginsLikeLegacyTorch(head: Uint8Array): boolean {
  const start = String.fromCharCode(...head.subarray(0, 32))
  return start.startsWith('\x80') && [2, 11].includes(start.indexOf(MAGIC_BYTES))
}

/** A storage's place in the file. */
interface Place {
  readonly start: number
  readonly bytes: number
}

export async function openLegacyTorch(file: Blob, control: JobControl): Promise<TorchFile> {
  const { value, inertNames, keys, roots, end } = await readPickles(file, control)
  const places = await placeStorages(file, end, keys, roots, control)
  return {
    format: 'PyTorch checkpoint (legacy format)',
    value,
    inertNames,
    // On any machine.
    isLittleEndian: true,
    async storageBytes({ key, length, offset }, type) {
      const place = places.get(key)
      if (place === undefined) {
        throw new Error(
          `The checkpoint lacks the numbers ${quoteValue(key)}; fetch it again or export the model again.`,
        )
      }
      const [begin, wanted] = [offset * type.size, length * type.size]
      if (begin + wanted > place.bytes) {
        throw new Error(
          `The checkpoint has ${countOf(place.bytes, 'byte')} for its numbers ${quoteValue(key)} where its pickle says ${(begin + wanted).toLocaleString('en')}; fetch it again or export the model again.`,
        )
      }
      return blobBytes(file, place.start + begin, wanted)
    },
  }
}

/** Only the pickles themselves tell their length, so more of the file is read while they continue. */
async function readPickles(file: Blob, control: JobControl) {
  for (let length = FIRST_PICKLE_BYTES; ; length *= 8) {
    const bytes = await blobBytes(file, 0, Math.min(length, file.size, MAX_PICKLE_BYTES))
    await control.checkpoint(bytes.length, file.size)
    try {
      return readAll(bytes)
    } catch (error) {
      if (!(error instanceof PickleEnds)) throw error
      if (bytes.length === file.size) throw cutShort()
      if (bytes.length === MAX_PICKLE_BYTES) {
        throw new Error(
          `The checkpoint's pickle is longer than the ${countOf(MAX_PICKLE_BYTES, 'byte')} taken; load it in PyTorch and save its state_dict() alone.`,
        )
      }
    }
  }
}

function readAll(bytes: Uint8Array) {
  const magic = readPickleStart(bytes, 0)
  const version = readPickleStart(bytes, magic.end)
  if (magic.value !== MAGIC || version.value !== VERSION) {
    throw new Error(
      `The checkpoint's version is ${versionText(version.value)}, which PyTorch never wrote; fetch it again.`,
    )
  }
  const machine = readPickleStart(bytes, version.end)
  // By key, with the class that determines the size of an element.
  const roots = new Map<string, StorageReference>()
  const saved = readPickleStart(bytes, machine.end, {
    ...TORCH_MEANINGS,
    outside(id) {
      const value = TORCH_MEANINGS.outside(id)
      if (value instanceof StorageReference) roots.set(value.key, value)
      return value
    },
  })
  const keys = readPickleStart(bytes, saved.end)
  return { value: saved.value, inertNames: saved.inertNames, keys: keys.value, roots, end: keys.end }
}

/** Only of what is a text or a number: that of a list that holds itself again and again would never end. */
const versionText = (value: PickleValue) =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' ? quoteValue(value) : 'no number'

async function placeStorages(
  file: Blob,
  end: number,
  keys: PickleValue,
  roots: ReadonlyMap<string, StorageReference>,
  control: JobControl,
): Promise<ReadonlyMap<string, Place>> {
  const places = new Map<string, Place>()
  let start = end
  for (const key of Array.isArray(keys) ? keys : []) {
    const root = typeof key === 'string' || typeof key === 'number' ? roots.get(String(key)) : undefined
    if (root === undefined || start + LENGTH_BYTES > file.size) throw cutShortAt(key)
    const head = await blobBytes(file, start, LENGTH_BYTES)
    const bytes = Number(new DataView(head.buffer, head.byteOffset).getBigInt64(0, true)) * bytesOfElement(root)
    start += LENGTH_BYTES
    if (!(bytes >= 0 && bytes <= file.size - start)) throw cutShortAt(key)
    places.set(String(key), { start, bytes })
    start += bytes
    await control.checkpoint(start, file.size)
  }
  return places
}

const cutShortAt = (key: PickleValue) =>
  new Error(
    `The checkpoint ends within its numbers${typeof key === 'string' ? ` ${quoteValue(key)}` : ''}; fetch it again or export the model again.`,
  )
