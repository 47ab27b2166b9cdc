/**
 * @file A zip with a list of one file only, made from a large zip without copying it. Its reader needs kilobytes for
 * each file that it lists, so a data set keeps where each file is listed, and has it read again when it is needed.
 */

/** Where the record of a file stands in a zip's list of files. */
export interface ZipRecord {
  readonly zip: Blob
  /** Bytes before the zip, as in one that unpacks itself; offsets in the list do not count them. */
  readonly prepended: number
  /** Of the record in `zip`, in bytes. */
  readonly start: number
  readonly end: number
}

/** Bytes of a record without its name, extra field and comment (PKWARE APPNOTE 4.3.12). */
export const FIXED_RECORD_BYTES = 46

/** Where a record has the offset of its file. */
const OFFSET_IN_RECORD = 42
const IN_EXTRA_FIELD = 0xffffffff

/** @param fileOffset where the file of the record is in the blob */
export async function prependedBytes(zip: Blob, recordStart: number, fileOffset: number): Promise<number> {
  const at = recordStart + OFFSET_IN_RECORD
  const listed = new DataView(await zip.slice(at, at + 4).arrayBuffer()).getUint32(0, true)
  return listed === IN_EXTRA_FIELD ? 0 : Math.max(0, fileOffset - listed)
}

/** The zip up to the record, as if that were its whole list. */
export function zipOfOneFile({ zip, prepended, start, end }: ZipRecord): Blob {
  return new Blob([zip.slice(prepended, end), endOfList(start - prepended, end - start)])
}

const ZIP64_END_BYTES = 56
const LOCATOR_BYTES = 20
const END_BYTES = 22

/** The end of a zip (APPNOTE 4.3.14 to 4.3.16), in its 64-bit form, which suits lists that begin beyond 4 GB. */
function endOfList(offset: number, bytes: number): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(ZIP64_END_BYTES + LOCATOR_BYTES + END_BYTES))
  const set64 = (at: number, value: number) => view.setBigUint64(at, BigInt(value), true)
  view.setUint32(0, 0x06064b50, true)
  set64(4, ZIP64_END_BYTES - 12)
  set64(24, 1)
  set64(32, 1)
  set64(40, bytes)
  set64(48, offset)
  const locator = ZIP64_END_BYTES
  view.setUint32(locator, 0x07064b50, true)
  set64(locator + 8, offset + bytes)
  view.setUint32(locator + 16, 1, true)
  const end = locator + LOCATOR_BYTES
  view.setUint32(end, 0x06054b50, true)
  // Counts, size and offset are those above.
  new Uint8Array(view.buffer).fill(0xff, end + 8, end + 20)
  return new Uint8Array(view.buffer)
}
