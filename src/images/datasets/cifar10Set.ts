/** @file CIFAR-10's batches as one data set, whether they came in an archive or as files. */

import { seen } from '../../quote'
import { Refusal } from '../refusal'
import { CIFAR10_SIZE, type Cifar10Batch, PIXEL_BYTES } from './cifar10Records'
import { interleavePlanes, resizeBytes } from './pixelBytes'
import type { Problems } from './problems'
import { decodeImages } from './reading'
import type { Split } from './split'
import type { DataSet, ImageBatch, ProblemReport, ReadOptions } from './types'

interface Place {
  readonly batch: Cifar10Batch
  readonly index: number
}

/** The split, by the official file names. */
function splitOf({ name }: Cifar10Batch): Split['name'] | null {
  if (/(^|\/)data_batch[^/]*$/i.test(name)) return 'train'
  return /(^|\/)test_batch[^/]*$/i.test(name) ? 'test' : null
}

/** Training batches first, in numerical order, then the test batch, then files with other names. */
function inOrder(batches: readonly Cifar10Batch[]): Cifar10Batch[] {
  const rank = (batch: Cifar10Batch) => ['train', 'test', null].indexOf(splitOf(batch))
  return [...batches].sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1))
}

export class Cifar10Set implements DataSet {
  readonly size = CIFAR10_SIZE
  readonly labels: Uint16Array
  readonly splits: readonly Split[]
  private readonly places: readonly Place[]

  readonly name: string
  readonly classes: readonly string[]

  /** Throws Refusal if no batch has an image. */
  constructor(
    name: string,
    readonly format: string,
    classes: readonly string[],
    batches: readonly Cifar10Batch[],
    private readonly collected: Problems,
  ) {
    this.name = seen(name)
    this.classes = classes.map(seen)
    const ordered = inOrder(batches)
    this.places = ordered.flatMap((batch) => batch.labels.map((_, index) => ({ batch, index })))
    if (this.places.length === 0) {
      throw new Refusal('has no complete record of CIFAR-10; choose cifar-10-binary.tar.gz or one of its .bin files')
    }
    this.labels = Uint16Array.from(ordered.flatMap(({ labels }) => labels))
    this.splits = findSplits(this.places.map(({ batch }) => splitOf(batch)))
  }

  get problems(): ProblemReport {
    return this.collected.report()
  }

  nameOf(index: number): string {
    const place = this.place(index)
    return `${seen(place.batch.name)}, record ${place.batch.records[place.index]}`
  }

  read(indices: ArrayLike<number>, options: ReadOptions): AsyncGenerator<ImageBatch> {
    const bytes = new Uint8Array(PIXEL_BYTES)
    return decodeImages(indices, this.labels, options, (index) => {
      const place = this.place(index)
      interleavePlanes(place.batch.planes(place.index), bytes, 0)
      return resizeBytes(bytes, CIFAR10_SIZE, options)
    })
  }

  private place(index: number): Place {
    const place = this.places[index]
    if (place === undefined) throw new RangeError(`image ${index} was requested; there are ${this.places.length}`)
    return place
  }
}

function findSplits(names: readonly (Split['name'] | null)[]): Split[] {
  const splits: Split[] = []
  for (const name of ['train', 'test'] as const) {
    const start = names.indexOf(name)
    if (start >= 0) splits.push({ name, start, count: names.lastIndexOf(name) - start + 1 })
  }
  return splits
}
