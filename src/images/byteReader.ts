/** Thrown by a read past the end: the caller fetches more of the file, or reports that it ends early. */
export class OutOfBytes extends Error {
  override name = 'OutOfBytes'
}

/** Reads numbers out of a file's first bytes. Every read past the end throws OutOfBytes. */
export class ByteReader {
  readonly bytes: Uint8Array
  private readonly view: DataView

  /** Borrows `bytes`. */
  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  get length(): number {
    return this.bytes.length
  }

  /** Throws unless the bytes up to `end` (exclusive) are available. */
  need(end: number): void {
    if (end > this.length) throw new OutOfBytes(`byte ${end} of ${this.length}`)
  }

  uint8(offset: number): number {
    this.need(offset + 1)
    return this.view.getUint8(offset)
  }

  uint16(offset: number, littleEndian = false): number {
    this.need(offset + 2)
    return this.view.getUint16(offset, littleEndian)
  }

  uint32(offset: number, littleEndian = false): number {
    this.need(offset + 4)
    return this.view.getUint32(offset, littleEndian)
  }

  /** Borrowed bytes from `start` to `end` (exclusive). */
  slice(start: number, end: number): Uint8Array {
    this.need(end)
    return this.bytes.subarray(start, end)
  }

  /** The bytes as text, one character per byte. */
  latin1(offset: number, length: number): string {
    this.need(offset + length)
    return String.fromCharCode(...this.bytes.subarray(offset, offset + length))
  }
}
