/**
 * @file What a file says of its colours, for the note that it is not applied.
 * Each reader gives a name to follow "is not applied", or null where the
 * colours are those of sRGB, to which nothing has to be done.
 */
import { ByteReader, OutOfBytes } from '../byteReader'
import { MAX_PROFILE_TAGS } from '../limits'
import { isSrgb } from './srgbProfile'

/** Longer names are cut: they are written by whoever made the file. */
const MAX_NAME = 40

/** Of an ICC profile. */
export function nameProfile(profile: Uint8Array): string | null {
  const reader = new ByteReader(profile)
  const find = (tag: string) => findTag(reader, tag)
  if (unlessCut(() => isSrgb(reader, find)) === true) return null
  const name = unlessCut(() => {
    const start = find('desc')
    return start === null ? null : readText(reader, start)
  })
  if (name === null) return 'its colour profile'
  return `its colour profile (${name}${/^sRGB\b/i.test(name) ? ', whose colours are not those of sRGB' : ''})`
}

/** Where a tag's content begins, or null where the profile has none of this name. */
function findTag(reader: ByteReader, name: string): number | null {
  const tags = Math.min(reader.uint32(128), MAX_PROFILE_TAGS)
  for (let tag = 132; tag < 132 + 12 * tags; tag += 12) {
    if (reader.latin1(tag, 4) === name) return reader.uint32(tag + 4)
  }
  return null
}

function unlessCut<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof OutOfBytes) return null
    throw error
  }
}

/** Version 2 writes ASCII, version 4 UTF-16 in one language or more. */
function readText(reader: ByteReader, start: number): string | null {
  const isLocalised = reader.latin1(start, 4) === 'mluc'
  const length = Math.min(reader.uint32(start + (isLocalised ? 20 : 8)), 1000)
  const from = isLocalised ? start + reader.uint32(start + 24) : start + 12
  reader.need(from + length)
  const text = new TextDecoder(isLocalised ? 'utf-16be' : 'latin1').decode(reader.bytes.subarray(from, from + length))
  const name = text.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '').trim()
  if (name === '') return null
  return name.length <= MAX_NAME ? name : `${name.slice(0, MAX_NAME)}...`
}

const PRIMARIES: Readonly<Record<number, string>> = { 9: 'BT.2020', 11: 'DCI-P3', 12: 'Display P3' }
const HDR_TRANSFERS: Readonly<Record<number, string>> = { 16: 'PQ', 18: 'HLG' }
const UNSPECIFIED = 2
/** Transfer functions that are drawn as sRGB's: BT.709 and its kin are so in practice. */
const USUAL_TRANSFERS: readonly number[] = [1, 6, 13, 14, 15, UNSPECIFIED]
const USUAL_PRIMARIES: readonly number[] = [1, UNSPECIFIED]

/** Of the code points of ITU-T H.273, which PNG and AVIF carry. */
export function nameCodePoints(primaries: number, transfer: number): string | null {
  if (USUAL_PRIMARIES.includes(primaries) && USUAL_TRANSFERS.includes(transfer)) return null
  const hdr = HDR_TRANSFERS[transfer]
  const name = PRIMARIES[primaries] ?? (USUAL_PRIMARIES.includes(primaries) ? 'BT.709' : `primaries ${primaries}`)
  const curve = hdr ?? (USUAL_TRANSFERS.includes(transfer) ? null : transfer === 8 ? 'linear' : `transfer ${transfer}`)
  return `its colour space (${[name, curve].filter(Boolean).join(', ')})`
}
