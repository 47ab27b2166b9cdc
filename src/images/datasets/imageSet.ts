/** @file Labelled image files as one data set; each is read, decoded and resized when it is needed. */

import { fitKey, type ImageFit } from '../../engine/checkpoints/resizing'
import { JobCancelled, type JobControl } from '../../engine/jobControl'
import { seen } from '../../quote'
import type { PixelImage } from '../../units'
import type { HeadCheck } from '../fileHeader'
import { ByteCache } from './byteCache'
import { toBytes } from './pixelBytes'
import type { Problems } from './problems'
import { checkIndices, decodeImages } from './reading'
import type { Split } from './split'
import type { DataSet, ImageBatch, ProblemReport, ReadOptions } from './types'

export interface ImageFile {
  readonly path: string
  /** Throws Error with one sentence that names the file. */
  load(): Promise<Blob>
}

/** In the same order whenever the same files are opened. */
export interface LabelledFiles {
  readonly classes: readonly string[]
  readonly splits: readonly Split[]
  readonly files: readonly ImageFile[]
  /** The class of each file. */
  readonly labels: Uint16Array
  readonly notes?: readonly string[]
}

/** Like decodeImage, throws Error with one sentence that names the file. */
export interface Decode {
  (file: Blob, name: string, fit: ImageFit, control: JobControl): Promise<{ readonly image: PixelImage }>
  /** What it refuses by a file's beginning, so that the rest need not be unpacked. */
  readonly head?: HeadCheck
}

export class ImageSet implements DataSet {
  readonly size = null
  readonly classes: readonly string[]
  readonly labels: Uint16Array
  readonly splits: readonly Split[]
  readonly notes: readonly string[]
  private readonly files: readonly ImageFile[]
  private readonly cache = new ByteCache()
  private readonly broken = new Set<number>()

  readonly name: string

  constructor(
    name: string,
    readonly format: string,
    { classes, splits, files, labels, notes = [] }: LabelledFiles,
    private readonly collected: Problems,
    private readonly decode: Decode,
  ) {
    this.name = seen(name)
    this.classes = classes.map(seen)
    this.splits = splits
    this.notes = notes
    this.labels = labels
    this.files = files
  }

  get problems(): ProblemReport {
    return this.collected.report()
  }

  nameOf(index: number): string {
    checkIndices([index], this.files.length)
    return seen((this.files[index] as ImageFile).path)
  }

  read(indices: ArrayLike<number>, options: ReadOptions): AsyncGenerator<ImageBatch> {
    return decodeImages(indices, this.labels, options, (index, control) => this.bytesOf(index, options, control))
  }

  /** The image as a model takes it, or null if it cannot be read, which is reported once. */
  private async bytesOf(index: number, fit: ImageFit, control: JobControl): Promise<Uint8Array | null> {
    if (this.broken.has(index)) return null
    const key = `${fitKey(fit)} ${index}`
    const kept = this.cache.get(key)
    if (kept !== undefined) return kept
    const file = this.files[index] as ImageFile
    const { path } = file
    try {
      const bytes = toBytes((await this.decode(await file.load(), path, fit, control)).image)
      this.cache.set(key, bytes)
      return bytes
    } catch (error) {
      if (error instanceof JobCancelled || !(error instanceof Error)) throw error
      this.broken.add(index)
      this.collected.addSentence(path, null, error.message)
      return null
    }
  }
}
