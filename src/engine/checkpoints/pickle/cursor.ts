/** @file Reads a pickle's bytes in order. Whatever a length claims, nothing beyond the end is read. */
import { MAX_PICKLED_TEXT_BYTES } from '../limits'

/** Thrown if the bytes end before the pickle: more of the file must be read, or it is truncated. */
export class PickleEnds extends Error {
  override readonly name = 'PickleEnds'
}

const NEWLINE = 10
const utf8 = new TextDecoder()

export class PickleCursor {
  private readonly view: DataView

  constructor(
    private readonly bytes: Uint8Array,
    /** Of the next byte. */
    public position: number,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  uint8(): number {
    return this.view.getUint8(this.advance(1))
  }

  uint16(): number {
    return this.view.getUint16(this.advance(2), true)
  }

  int32(): number {
    return this.view.getInt32(this.advance(4), true)
  }

  uint32(): number {
    return this.view.getUint32(this.advance(4), true)
  }

  /** As a number, which is exact for possible lengths. */
  uint64(): number {
    return Number(this.view.getBigUint64(this.advance(8), true))
  }

  /** Big-endian, as in pickles. */
  float64(): number {
    return this.view.getFloat64(this.advance(8), false)
  }

  /** Not copied. */
  slice(length: number): Uint8Array {
    const start = this.advance(length)
    return this.bytes.subarray(start, start + length)
  }

  /** UTF-8. Texts longer than any name are not read: null. */
  text(length: number): string | null {
    const bytes = this.slice(length)
    return length > MAX_PICKLED_TEXT_BYTES ? null : utf8.decode(bytes)
  }

  /** The text up to the next newline, one character per byte; null if it is longer than any name. */
  line(): string | null {
    const end = this.bytes.indexOf(NEWLINE, this.position)
    if (end < 0) throw new PickleEnds()
    const length = end - this.position
    const line = this.slice(length)
    this.advance(1)
    return length > MAX_PICKLED_TEXT_BYTES ? null : String.fromCharCode(...line)
  }

  /** The offset of the first byte in the file. */
  private advance(length: number): number {
    const start = this.position
    if (!(length <= this.bytes.length - start)) throw new PickleEnds()
    this.position += length
    return start
  }
}
