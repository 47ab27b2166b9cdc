/**
 * @file CIFAR-10's binary batches: records of a label byte and 3,072 bytes of
 * pixels, a red, a green and a blue plane of 32 × 32, row by row
 * (https://www.cs.toronto.edu/~kriz/cifar.html, "Binary version").
 */
import { MAX_CLASS_NAME_LENGTH, MAX_PIXEL_BYTES } from './limits'
import type { Problems } from './problems'

export const CIFAR10_SIZE = 32
export const PIXEL_BYTES = 3 * CIFAR10_SIZE * CIFAR10_SIZE
export const RECORD_BYTES = 1 + PIXEL_BYTES
const LABELS = 10

/** Records per block of memory (3 MB). */
const BLOCK_RECORDS = 1024

/** After this many records it is clear whether a file is a batch. */
const TRIAL_RECORDS = 64

/** Whether a file of `size` bytes that begins with `head` may be a binary batch. */
export function isCifar10Batch(name: string, size: number, head: Uint8Array): boolean {
  if (size < RECORD_BYTES || (size % RECORD_BYTES !== 0 && !/\.bin$/i.test(name))) return false
  let labels = 0
  let valid = 0
  for (let offset = 0; offset < head.length; offset += RECORD_BYTES) {
    labels++
    if ((head[offset] as number) < LABELS) valid++
  }
  return 2 * valid > labels
}

/** The complete records of one file that have a valid label. */
export class Cifar10Batch {
  readonly labels: number[] = []
  /** The number in the file of each record that is kept. */
  readonly records: number[] = []
  private readonly places: number[] = []

  constructor(
    readonly name: string,
    private readonly room: Room,
  ) {}

  /** The red, green and blue planes of image `index`. Borrowed. */
  planes(index: number): Uint8Array {
    return this.room.planes(this.places[index] as number)
  }

  /** False if there is no more room. */
  keep(record: Uint8Array, number: number): boolean {
    const place = this.room.take()
    if (place === null) return false
    this.room.planes(place).set(record.subarray(1))
    this.places.push(place)
    this.labels.push(record[0] as number)
    this.records.push(number)
    return true
  }
}

/** The memory of a data set's images, in blocks that its files share: thousands of files may have a record each. */
export class Room {
  private taken = 0
  private readonly blocks: Uint8Array[] = []

  constructor(private readonly images = Math.floor(MAX_PIXEL_BYTES / PIXEL_BYTES)) {}

  /** The place of one more image; null if there is none. */
  take(): number | null {
    if (this.taken >= this.images) return null
    if (this.taken % BLOCK_RECORDS === 0) this.blocks.push(new Uint8Array(BLOCK_RECORDS * PIXEL_BYTES))
    return this.taken++
  }

  /** Borrowed. */
  planes(place: number): Uint8Array {
    const start = (place % BLOCK_RECORDS) * PIXEL_BYTES
    return (this.blocks[Math.floor(place / BLOCK_RECORDS)] as Uint8Array).subarray(start, start + PIXEL_BYTES)
  }
}

/**
 * Reads a file's records into a batch. Records with an invalid label and
 * truncated ones are reported and left out. If `pieces` fails or memory runs
 * out, the batch keeps what was read before. null if most of the first labels
 * are invalid: then the file is not a batch.
 */
export async function readBatch(
  batch: Cifar10Batch,
  pieces: AsyncIterable<Uint8Array>,
  problems: Problems,
): Promise<Cifar10Batch | null> {
  const { name } = batch
  const record = new Uint8Array(RECORD_BYTES)
  let filled = 0
  let number = 0
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; ) {
      const taken = Math.min(RECORD_BYTES - filled, piece.length - at)
      record.set(piece.subarray(at, at + taken), filled)
      at += taken
      filled += taken
      if (filled < RECORD_BYTES) continue
      filled = 0
      const label = record[0] as number
      if (label >= LABELS) {
        const reason = `has the label ${label} in record ${number} where CIFAR-10 has 0 to ${LABELS - 1}, so the record is left out; fetch the file again`
        problems.add(name, number, reason)
      } else if (!batch.keep(record, number)) {
        const megabytes = MAX_PIXEL_BYTES / 1024 / 1024
        problems.add(
          name,
          number,
          `has more images than fit in ${megabytes} MB, so the rest is left out; choose fewer files`,
        )
        return batch
      }
      number++
      if (number === TRIAL_RECORDS && 2 * batch.labels.length <= number) return null
    }
  }
  if (filled > 0) {
    const reason = `ends after ${filled} of the ${RECORD_BYTES} bytes of record ${number}, so the record is left out; fetch the whole file`
    problems.add(name, number, reason)
  }
  return number > 0 && 2 * batch.labels.length <= number ? null : batch
}

/** The class names in batches.meta.txt, one per line, or null unless there are ten. */
export function parseClassNames(text: string): readonly string[] | null {
  const names = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const isUsable = names.length === LABELS && new Set(names).size === LABELS
  return isUsable && names.every((name) => name.length <= MAX_CLASS_NAME_LENGTH) ? names : null
}
