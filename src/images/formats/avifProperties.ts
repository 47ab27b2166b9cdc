/** @file The properties of an AVIF's primary image (ISO 23008-12): sizes, colours and rotation. */
import type { ByteReader } from '../byteReader'
import { MAX_PROPERTIES } from '../limits'
import { type Box, boxes, findBox } from './isoBoxes'

export type Property = Box

/** Those of all images in the file, and those of the one that is shown. */
export function primaryProperties(
  reader: ByteReader,
  meta: Box,
): { readonly all: readonly Property[]; readonly primary: readonly Property[] } {
  // Version and flags come before the boxes in it.
  const find = (type: string) => findBox(reader, type, meta.start + 4, meta.end)
  const properties = find('iprp')
  const container = properties && findBox(reader, 'ipco', properties.start, properties.end)
  if (properties === null || container === null) return { all: [], primary: [] }
  const all: Property[] = []
  for (const box of boxes(reader, container.start, container.end)) if (all.push(box) >= MAX_PROPERTIES) break
  const primary = find('pitm')
  const table = findBox(reader, 'ipma', properties.start, properties.end)
  if (primary === null || table === null) return { all, primary: all }
  const item = readItem(reader, primary.start + 4, reader.uint8(primary.start) > 0)
  const indices = associated(reader, table, item)
  return { all, primary: indices.flatMap((index) => all[index - 1] ?? []) }
}

function readItem(reader: ByteReader, offset: number, isLong: boolean): number {
  return isLong ? reader.uint32(offset) : reader.uint16(offset)
}

/** Which properties, counted from 1, belong to an item. */
function associated(reader: ByteReader, table: Box, item: number): number[] {
  const hasLongItems = reader.uint8(table.start) > 0
  const hasLongIndices = (reader.uint8(table.start + 3) & 1) !== 0
  const entries = reader.uint32(table.start + 4)
  let at = table.start + 8
  for (let entry = 0; entry < entries && at < table.end; entry++) {
    const found = readItem(reader, at, hasLongItems)
    at += hasLongItems ? 4 : 2
    const count = reader.uint8(at++)
    const indexBytes = hasLongIndices ? 2 : 1
    if (found === item) {
      return Array.from({ length: count }, (_, i) =>
        hasLongIndices ? reader.uint16(at + 2 * i) & 0x7fff : reader.uint8(at + i) & 0x7f,
      )
    }
    at += count * indexBytes
  }
  return []
}
