/** @file The end of a zip, which leads to its list of files (PKWARE APPNOTE 4.3.14 to 4.3.16). */

const WIDE_END = 0x06064b50
const LOCATOR = 0x07064b50
const END = 0x06054b50

const WIDE_END_BYTES = 56
const LOCATOR_BYTES = 20
const END_BYTES = 22
const LONGEST_COMMENT = 0xffff

/** Says of the counts, the size and the offset in an end that they are in the 64-bit one before it. */
const markAsWide = (end: Uint8Array) => end.fill(0xff, 8, 20)

/** In its 64-bit form, which suits lists that begin beyond 4 GB. */
export function endOfList(offset: number, bytes: number, files: number): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(WIDE_END_BYTES + LOCATOR_BYTES + END_BYTES))
  const set64 = (at: number, value: number) => view.setBigUint64(at, BigInt(value), true)
  view.setUint32(0, WIDE_END, true)
  set64(4, WIDE_END_BYTES - 12)
  set64(24, files)
  set64(32, files)
  set64(40, bytes)
  set64(48, offset)
  const locator = WIDE_END_BYTES
  view.setUint32(locator, LOCATOR, true)
  set64(locator + 8, offset + bytes)
  view.setUint32(locator + 16, 1, true)
  const end = locator + LOCATOR_BYTES
  view.setUint32(end, END, true)
  markAsWide(new Uint8Array(view.buffer, end))
  return new Uint8Array(view.buffer)
}

/**
 * The zip, with its end marked as 64-bit where it has both ends. PyTorch writes both in every file, and repeats the
 * numbers in the short one; zip.js then takes the 64-bit end for a part of the list, and where the list's first record
 * is just as long it loses that record: with torch.save's names in any file whose name has 21 characters.
 */
export async function withWideEnd(zip: Blob): Promise<Blob> {
  const searched = WIDE_END_BYTES + LOCATOR_BYTES + END_BYTES
  const start = Math.max(0, zip.size - searched - LONGEST_COMMENT)
  const tail = new Uint8Array(await zip.slice(start).arrayBuffer())
  const view = new DataView(tail.buffer)
  for (let at = tail.length - END_BYTES; at >= WIDE_END_BYTES + LOCATOR_BYTES; at--) {
    const isEnd = view.getUint32(at, true) === END && at + END_BYTES + view.getUint16(at + 20, true) === tail.length
    if (!isEnd) continue
    const locator = at - LOCATOR_BYTES
    if (view.getUint32(locator, true) !== LOCATOR || view.getUint32(locator - WIDE_END_BYTES, true) !== WIDE_END) break
    const end = tail.slice(at, at + END_BYTES)
    markAsWide(end)
    return new Blob([zip.slice(0, start + at), end, zip.slice(start + at + END_BYTES)])
  }
  return zip
}
