/** @file A file's bytes piece by piece, unpacked on the way, so that no archive lies in memory as a whole. */
import { JobCancelled, type JobControl } from '../../engine/jobControl'
import { Refusal } from '../refusal'
import { MAX_UNPACKED_BYTES } from './limits'
import { pace } from './pace'

/**
 * Yields the bytes of `blob`, unpacked where it is gzipped; `control` is told
 * of the file's own bytes. Throws Refusal where it can not be read, is damaged
 * or cut short, or unpacks to more than `maxBytes`; what came before has been
 * yielded. Throws JobCancelled when `control` says so.
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
      // A stream that fails drops what was not yet read of it. Browsers take this empty piece only when all
      // before it is read, and the end of the file, at which a cut archive fails, comes after.
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
      throw new Refusal('could not be read, as it was moved or changed since it was chosen; choose it again')
    }
    throw new Refusal(`is damaged or ends early, after ${consumed} of its bytes; fetch the whole file again`)
  } finally {
    await reader.cancel().catch(() => {})
  }
}

/** Takes pieces as they come and gives bytes as they are asked for. */
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

  /** The next `length` bytes, or what is left of them at the end. */
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

  /** Ends the reading, wherever it stands. */
  async close(): Promise<void> {
    await this.pieces.return?.()
  }
}
