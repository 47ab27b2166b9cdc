/** @file Grey images as a data set: with a black margin, and the same values in all three channels. */

import { resizeBytes } from '../pixelBytes'
import { checkIndices, decodeImages } from '../reading'
import type { Split } from '../split'
import type { DataSet, ImageBatch, ProblemReport, ReadOptions } from '../types'
import type { GreyImages } from './greyImages'

const SPLIT_NAMES: Readonly<Record<Split['name'], string>> = {
  train: 'training',
  validation: 'validation',
  test: 'test',
}

export class GreySet implements DataSet {
  readonly format = 'built into the page'
  /** With the margin. */
  readonly size: number
  readonly classes: readonly string[]
  readonly labels: Uint16Array
  readonly splits: readonly Split[]
  readonly problems: ProblemReport = { count: 0, first: [] }

  constructor(
    readonly name: string,
    private readonly images: GreyImages,
    private readonly margin: number,
  ) {
    this.size = images.size + 2 * margin
    this.classes = images.classes
    this.labels = images.labels
    this.splits = images.splits
  }

  nameOf(index: number): string {
    checkIndices([index], this.labels.length)
    const split = this.splits.find(({ start, count }) => index >= start && index < start + count) as Split
    return `${SPLIT_NAMES[split.name]} image ${this.images.places[index]}`
  }

  read(indices: ArrayLike<number>, options: ReadOptions): AsyncGenerator<ImageBatch> {
    return decodeImages(indices, this.labels, options, (index) => resizeBytes(this.framed(index), this.size, options))
  }

  /** (size, size, 3). */
  private framed(index: number): Uint8Array {
    const { pixels, size } = this.images
    const framed = new Uint8Array(this.size * this.size * 3)
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) {
        const grey = pixels[(index * size + row) * size + column] as number
        const target = 3 * ((row + this.margin) * this.size + column + this.margin)
        framed.fill(grey, target, target + 3)
      }
    }
    return framed
  }
}
