/** @file Reads bytes in order. Nothing beyond their end is read, and no number is longer than its type allows. */

/** Bytes that are not what the format says; told as a damaged file. */
export class Damaged extends Error {
  override readonly name = 'Damaged'
}

/** Bytes of a 64-bit number in groups of seven bits. */
const LONGEST_NUMBER = 10

export class Cursor {
  position = 0

  constructor(private readonly bytes: Uint8Array) {}

  get left(): number {
    return this.bytes.length - this.position
  }

  uint8(): number {
    if (this.left < 1) throw new Damaged('It ends early.')
    return this.bytes[this.position++] as number
  }

  /** Borrowed. */
  take(length: number): Uint8Array {
    if (!(length >= 0 && length <= this.left)) throw new Damaged('A length reaches beyond the end.')
    this.position += length
    return this.bytes.subarray(this.position - length, this.position)
  }

  uint32(): number {
    const [a = 0, b = 0, c = 0, d = 0] = this.take(4)
    return a + b * 2 ** 8 + c * 2 ** 16 + d * 2 ** 24
  }

  /** An unsigned LEB128, exact up to 2 ** 53. */
  varint(): number {
    let value = 0
    for (let i = 0; i < LONGEST_NUMBER; i++) {
      const byte = this.uint8()
      value += (byte & 127) * 128 ** i
      if (byte < 128) return value
    }
    throw new Damaged('A number has no end.')
  }

  /** The same for a number of either sign. */
  zigzag(): number {
    const folded = this.varint()
    return folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2
  }
}
