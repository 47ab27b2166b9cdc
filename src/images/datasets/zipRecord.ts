/**
 * @file A zip with a list of one file only, made from a large zip without copying it. Its reader needs kilobytes for
 * each file that it lists, so a data set keeps where each file is listed, and has it read again when it is needed.
 */
import { endOfList } from './zipEnd'

/** A zip, once for all its files. */
export interface ListedZip {
  readonly blob: Blob
  /** Bytes before the zip, as in one that unpacks itself; offsets in the list do not count them. */
  readonly prepended: number
}

/** Where the record of a file stands in a zip's list of files. */
export interface ZipRecord {
  readonly zip: ListedZip
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
export function zipOfOneFile({ zip, start, end }: ZipRecord): Blob {
  const { blob, prepended } = zip
  return new Blob([blob.slice(prepended, end), endOfList(start - prepended, end - start, 1)])
}
