/**
 * @file Walks a struct of Thrift's compact protocol before it is parsed: what a file claims of its lengths, of its depth
 * and of how many values it has costs nothing until it is known to be bearable.
 */
import { countOf } from '../../../../countOf'
import { Refusal } from '../../../refusal'
import { type Cursor, Damaged } from './cursor'

/** As deep as any description of a parquet file, and as deep again. */
const MAX_DEPTH = 16

const [STOP, TRUE, FALSE, BYTE, I16, I32, I64, DOUBLE, BINARY, LIST, STRUCT] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12]

/**
 * Leaves the cursor behind the struct.
 *
 * @param maxValues fields and items of lists, each of which takes some hundred bytes once parsed
 */
export function checkThrift(cursor: Cursor, maxValues: number): void {
  let values = 0

  const struct = (depth: number): void => {
    if (depth > MAX_DEPTH) throw new Damaged('Its description is nested too deeply.')
    for (;;) {
      const byte = cursor.uint8()
      const type = byte & 15
      if (type === STOP) return
      if (byte < 16) cursor.varint()
      element(type, depth, false)
    }
  }

  const element = (type: number, depth: number, isInList: boolean): void => {
    if (++values > maxValues) {
      throw new Refusal(
        `has a file whose description has more than the ${countOf(maxValues, 'value')} allowed; choose one of fewer pieces or columns`,
      )
    }
    if (type === TRUE || type === FALSE) {
      // As a field, the type is the value.
      if (isInList) cursor.uint8()
    } else if (type === BYTE) cursor.uint8()
    else if (type === I16 || type === I32 || type === I64) cursor.varint()
    else if (type === DOUBLE) cursor.take(8)
    else if (type === BINARY) cursor.take(cursor.varint())
    else if (type === LIST) items(depth + 1)
    else if (type === STRUCT) struct(depth + 1)
    else throw new Damaged(`It has a value of the type ${type}.`)
  }

  const items = (depth: number): void => {
    if (depth > MAX_DEPTH) throw new Damaged('Its description is nested too deeply.')
    const byte = cursor.uint8()
    const count = byte >> 4 === 15 ? cursor.varint() : byte >> 4
    // Each takes a byte at least.
    if (count > cursor.left) throw new Damaged('A list is longer than the bytes left.')
    for (let i = 0; i < count; i++) element(byte & 15, depth, true)
  }

  struct(0)
}
