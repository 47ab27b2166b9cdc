/** @file Writes Thrift's compact protocol (https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md). */

export type Thrift =
  | { readonly i32: number }
  | { readonly i64: bigint }
  | { readonly binary: Uint8Array | string }
  | { readonly list: readonly Thrift[] }
  | { readonly struct: ThriftStruct }

/** Fields by their numbers, in rising order. */
export type ThriftStruct = Readonly<Record<number, Thrift>>

export const i32 = (value: number): Thrift => ({ i32: value })
export const i64 = (value: number): Thrift => ({ i64: BigInt(value) })
export const binary = (value: Uint8Array | string): Thrift => ({ binary: value })
export const list = (...values: readonly Thrift[]): Thrift => ({ list: values })
export const struct = (fields: ThriftStruct): Thrift => ({ struct: fields })

const typeOf = (value: Thrift): number =>
  'i32' in value ? 5 : 'i64' in value ? 6 : 'binary' in value ? 8 : 'list' in value ? 9 : 12

export function varint(value: number | bigint): number[] {
  const bytes: number[] = []
  for (let rest = BigInt(value); ; rest >>= 7n) {
    if (rest < 128n) return [...bytes, Number(rest)]
    bytes.push(Number(rest & 127n) | 128)
  }
}

const zigzag = (value: bigint): bigint => (value < 0n ? -2n * value - 1n : 2n * value)

/** The bytes of a struct. */
export function thriftBytes(fields: ThriftStruct): Uint8Array<ArrayBuffer> {
  const bytes: number[] = []
  writeStruct(fields, bytes)
  return Uint8Array.from(bytes)
}

function writeStruct(fields: ThriftStruct, bytes: number[]): void {
  let last = 0
  for (const [key, value] of Object.entries(fields)) {
    const id = Number(key)
    bytes.push(((id - last) << 4) | typeOf(value))
    writeValue(value, bytes)
    last = id
  }
  bytes.push(0)
}

function writeValue(value: Thrift, bytes: number[]): void {
  if ('i32' in value) bytes.push(...varint(zigzag(BigInt(value.i32))))
  else if ('i64' in value) bytes.push(...varint(zigzag(value.i64)))
  else if ('struct' in value) writeStruct(value.struct, bytes)
  else if ('list' in value) {
    const [first] = value.list
    const type = first === undefined ? 12 : typeOf(first)
    if (value.list.length < 15) bytes.push((value.list.length << 4) | type)
    else bytes.push(0xf0 | type, ...varint(value.list.length))
    for (const each of value.list) writeValue(each, bytes)
  } else {
    const content = typeof value.binary === 'string' ? new TextEncoder().encode(value.binary) : value.binary
    bytes.push(...varint(content.length))
    for (const byte of content) bytes.push(byte)
  }
}
