/**
 * @file What a person's own labelled images look like to those who evaluate
 * on them or train with them. Types only: the engine may import them without
 * importing what reads files.
 */

import type { JobControl } from '../../engine/jobControl'
import type { PixelImage } from '../../units'
import type { BuiltInId } from './builtIn/registry'
import type { Split } from './split'

/** A file as a person gave it. */
export interface DataFile {
  /** With the folders that it lies in, with forward slashes: "pets/cat/1.png". */
  readonly path: string
  readonly blob: Blob
}

/** An image-classification data set of the Hugging Face hub, in its parquet form. */
export interface HubSource {
  /** Such as "uoft-cs/cifar10". */
  readonly id: string
  /** Which of its configurations, which the hub calls subsets. If left out, "default", or else the first. */
  readonly config?: string
  /** How many images of each split are fetched at most, from all over it; 5,000 if left out. */
  readonly imagesPerSplit?: number
  /** Another hub than https://huggingface.co, such as a mirror. */
  readonly endpoint?: string
}

export interface BuiltInSource {
  readonly builtIn: BuiltInId
}

/** What a person opens: files of their own, or what is fetched now from a hub. */
export type OpenedSource = { readonly files: readonly DataFile[] } | { readonly hub: HubSource }

/** Where a data set comes from; a built-in one is fetched from beside the page. */
export type DataSetSource = OpenedSource | BuiltInSource

/** Why a record or an image, or something beside them, is left out. */
export interface Problem {
  /** The file that it lies in, or a folder that is left out whole, as the archive or the folder names it. */
  readonly name: string
  /** Counted from 0, as in the file; null where the file is one image. */
  readonly record: number | null
  /** One sentence that names the file, with what to do. */
  readonly message: string
  /** How many files it tells of, where they are several. */
  readonly files?: number
}

export interface ProblemReport {
  /** How many files or records they tell of. */
  readonly count: number
  /** The first of them. */
  readonly first: readonly Problem[]
}

/** Images of one size, in the order in which they were asked for. */
export interface ImageBatch {
  /** Which images these are; one that can not be read is missing here. */
  readonly indices: Uint32Array
  /** Index of the true class, one an image. */
  readonly labels: Uint16Array
  /** (N, size, size, 3), 0 to 255; byte / 255 is a pixel in [0, 1]. */
  readonly pixels: Uint8Array
  /** In pixels. */
  readonly size: number
}

export interface ReadOptions {
  /** Width and height in pixels that the images are brought to: their middle square, resized with Lanczos-3. */
  readonly size: number
  /** Images a batch; the last one may have fewer. */
  readonly batchSize: number
  /** Told of images, read and asked for. */
  readonly control?: JobControl
}

/** Labelled images in an order that is the same whenever the same files are opened. */
export interface DataSet {
  readonly name: string
  /** The format that it was taken for, such as "CIFAR-10 binary archive". */
  readonly format: string
  readonly classes: readonly string[]
  /** Index of the true class, one an image: their length is how many images there are. */
  readonly labels: Uint16Array
  /** Empty where the files tell of none. */
  readonly splits: readonly Split[]
  /** Width and height in pixels of every image, or null where each has its own. */
  readonly size: number | null
  /** How its files were read, where that is not plain, in sentences. */
  readonly notes?: readonly string[]
  /** All problems so far: broken images are found when they are read. */
  readonly problems: ProblemReport
  /** Where image `index` comes from, for people: "cat/1.png" or "test_batch.bin, record 3". */
  nameOf(index: number): string
  /**
   * Reads images `indices`, in this order. One that can not be read is left
   * out and told in `problems`. Throws RangeError for an index beyond the
   * set, JobCancelled when `control` says so.
   */
  read(indices: ArrayLike<number>, options: ReadOptions): AsyncGenerator<ImageBatch>
}

/** What the page is told of an open data set. */
export interface DataSetSummary {
  readonly id: string
  readonly name: string
  readonly format: string
  readonly classes: readonly string[]
  /** How many images there are, and how many of each class. */
  readonly count: number
  readonly classCounts: readonly number[]
  readonly splits: readonly Split[]
  /** Width and height in pixels of every image, or null where each has its own. */
  readonly size: number | null
  /** How its files were read, where that is not plain, in sentences. */
  readonly notes: readonly string[]
  readonly problems: ProblemReport
}

export interface LabelledImage {
  readonly index: number
  /** Where it comes from, for people. */
  readonly name: string
  readonly label: number
  readonly image: PixelImage
}

export interface ImagesInput {
  readonly id: string
  readonly indices: readonly number[]
  /** In pixels. */
  readonly size: number
}

/** Images of the rarest and of the most frequent class among those chosen. */
export interface ClassSizes {
  readonly least: number
  readonly most: number
  /** The class that all of several chosen images are of, where it is one. */
  readonly only?: string
}

export interface Subset {
  readonly indices: readonly number[]
  readonly perClass: ClassSizes
}

export interface SubsetInput {
  readonly id: string
  /** At most; as many as there are, where that is fewer. */
  readonly count: number
  readonly seed: number
  /** Name of one of its splits, or null for all images. */
  readonly split: string | null
  /** Class names of models: images of a class that one of them does not have are left out. */
  readonly classLists: readonly (readonly string[])[]
}

export interface ImagesOutput {
  /** In the order asked for, without those that can not be read. */
  readonly images: readonly LabelledImage[]
  /** All of the data set's problems so far. */
  readonly problems: ProblemReport
}
