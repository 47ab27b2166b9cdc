/** @file Streams and unpacks a file's bytes, so that no archive is ever in memory as a whole. */
import { JobCancelled, type JobControl } from '../../engine/jobControl'
import { Refusal } from '../refusal'
import { MAX_UNPACKED_BYTES } from './limits'
import { pace } from './pace'

/**
 * Yields the bytes of `blob`, unpacked if it is gzipped; progress is in bytes
 * of the file itself. Throws Refusal if the file cannot be read, is damaged or
 * truncated, or unpacks to more than `maxBytes`, after yielding the bytes before
 * the fault. Throws JobCancelled if `control` is cancelled.
 */
export async function* readPieces(
  blob: Blob,
  gzipped: boolean,
  control: JobControl,
  maxBytes = MAX_UNPACKED_BYTES,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const { checkpoint } = pace(control)
  let consumed = 0
  let produced = 0
  const counted = blob.stream().pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(piece, controller) {
        consumed += piece.length
        controller.enqueue(piece)
      },
      // A stream that fails drops its unread pieces. This empty last piece delays the end of the file, where a
      // truncated archive fails, until everything before it has been read.
      flush: (controller) => controller.enqueue(new Uint8Array(0)),
    }),
  )
  const reader = (gzipped ? counted.pipeThrough(new DecompressionStream('gzip')) : counted).getReader()
  try {
    for (;;) {
      const next = await reader.read()
      if (next.done) return
      produced += next.value.length
      if (produced > maxBytes) {
        throw new Refusal(
          `unpacks to more than ${Math.floor(maxBytes / 1024 / 1024)} MB, more than any archive of CIFAR-10; choose cifar-10-binary.tar.gz`,
        )
      }
      await checkpoint(consumed, blob.size)
      yield next.value
    }
  } catch (error) {
    if (error instanceof Refusal || error instanceof JobCancelled) throw error
    if (error instanceof DOMException && error.name === 'NotReadableError') {
      throw new Refusal('could not be read because it was moved or changed after it was chosen; choose it again')
    }
    throw new Refusal(`is damaged or ends early, after ${consumed} of its bytes; fetch the whole file again`)
  } finally {
    await reader.cancel().catch(() => {})
  }
}

/** Turns a stream of pieces into reads of any length. */
export class PieceReader {
  private readonly pieces: AsyncIterator<Uint8Array>
  private rest: Uint8Array = new Uint8Array(0)

  constructor(pieces: AsyncIterable<Uint8Array>) {
    this.pieces = pieces[Symbol.asyncIterator]()
  }

  /** The next bytes, at least 1 and at most `max`, or null at the end. Borrowed until the next call. */
  async some(max: number): Promise<Uint8Array | null> {
    while (this.rest.length === 0) {
      const next = await this.pieces.next()
      if (next.done) return null
      this.rest = next.value
    }
    const taken = this.rest.subarray(0, max)
    this.rest = this.rest.subarray(taken.length)
    return taken
  }

  /** The next `length` bytes, or fewer at the end. */
  async exactly(length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length)
    let filled = 0
    while (filled < length) {
      const piece = await this.some(length - filled)
      if (piece === null) break
      bytes.set(piece, filled)
      filled += piece.length
    }
    return bytes.subarray(0, filled)
  }

  /** Stops reading. */
  async close(): Promise<void> {
    await this.pieces.return?.()
  }
}
