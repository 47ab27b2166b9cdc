/** @file Limits the size of a decoded ONNX file in advance: a byte of the file may become an object of hundreds. */
import type { DescMessage } from '@bufbuild/protobuf'
import { BinaryReader, WireType } from '@bufbuild/protobuf/wire'
import { MAX_ONNX_DEPTH, MAX_ONNX_FIELDS } from '../limits'

/**
 * Scans all messages of a file without copying.
 *
 * @throws Error if they are nested too deeply, too many, or end beyond their place
 */
export function scanMessages(file: Uint8Array, schema: DescMessage): void {
  let fields = 0
  const count = (more: number) => {
    fields += more
    if (fields > MAX_ONNX_FIELDS) throw new Error(`it holds more than ${MAX_ONNX_FIELDS.toLocaleString('en')} fields`)
  }
  const scan = (bytes: Uint8Array, { fields: known }: DescMessage, depth: number): void => {
    if (depth > MAX_ONNX_DEPTH) throw new Error(`its parts lie more than ${MAX_ONNX_DEPTH} deep in one another`)
    const byNumber = new Map(known.map((field) => [field.number, field]))
    const reader = new BinaryReader(bytes)
    while (reader.pos < reader.len) {
      const [number, wireType] = reader.tag()
      if (wireType === WireType.StartGroup || wireType === WireType.EndGroup)
        throw new Error('its fields are of a kind that ONNX does not have')
      count(1)
      const field = byNumber.get(number)
      if (field === undefined || wireType !== WireType.LengthDelimited) {
        reader.skip(wireType, number)
        continue
      }
      const value = reader.bytes()
      if (field.message !== undefined) scan(value, field.message, depth + 1)
      // Packed numbers: floats become arrays of twice their size; integers, of at least a byte each, become objects.
      else if (field.fieldKind === 'list' && isVarint(field.scalar)) count(value.length)
    }
  }
  scan(file, schema, 0)
}

/** ScalarType's int64 and int32, for which onnx.proto has lists. */
const isVarint = (scalar: number | undefined) => scalar === 3 || scalar === 5
