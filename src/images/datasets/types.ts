/**
 * @file Labelled images as evaluation and training see them. Types only, so that
 * the engine can import them without the code that reads files.
 */

import type { ImageFit } from '../../engine/checkpoints/resizing'
import type { JobControl } from '../../engine/jobControl'
import type { PixelImage } from '../../units'
import type { BuiltInId } from './builtIn/registry'
import type { Split } from './split'

/** A file that a person chose. */
export interface DataFile {
  /** Including its folders, with forward slashes: "pets/cat/1.png". */
  readonly path: string
  readonly blob: Blob
}

/** An image-classification data set of the Hugging Face hub, in Parquet format. */
export interface HubSource {
  /** Such as "uoft-cs/cifar10". */
  readonly id: string
  /** One of its configurations, which the hub calls subsets. By default "default", or else the first. */
  readonly config?: string
  /** How many images of each split to fetch at most, spread over the split; 5,000 by default. */
  readonly imagesPerSplit?: number
  /** A hub other than https://huggingface.co, such as a mirror. */
  readonly endpoint?: string
}

export interface BuiltInSource {
  readonly builtIn: BuiltInId
}

/** What a person opens: their own files, or a data set to fetch from a hub. */
export type OpenedSource = { readonly files: readonly DataFile[] } | { readonly hub: HubSource }

/** Where a data set comes from. Built-in ones are fetched from the page's own origin. */
export type DataSetSource = OpenedSource | BuiltInSource

/** Why a record, an image or another file is left out. */
export interface Problem {
  /** Path of the file, or of a folder that is left out entirely. */
  readonly name: string
  /** Index in the file; null if the file is a single image. */
  readonly record: number | null
  /** One sentence that names the file, with a remedy. */
  readonly message: string
  /** How many files it stands for, if more than one. */
  readonly files?: number
}

export interface ProblemReport {
  /** How many files or records were left out. */
  readonly count: number
  /** The first of them. */
  readonly first: readonly Problem[]
}

/** Images of one size, in the requested order. */
export interface ImageBatch {
  /** Indices of the images; those that cannot be read are missing. */
  readonly indices: Uint32Array
  /** Index of the true class of each image. */
  readonly labels: Uint16Array
  /** (N, size, size, 3), 0 to 255; byte / 255 is a pixel in [0, 1]. */
  readonly pixels: Uint8Array
  /** In pixels. */
  readonly size: number
}

export interface ReadOptions extends ImageFit {
  /** Images per batch; the last batch may have fewer. */
  readonly batchSize: number
  /** Progress is in images. */
  readonly control?: JobControl
}

/** Labelled images, in the same order whenever the same files are opened. */
export interface DataSet {
  readonly name: string
  /** The recognised format, such as "CIFAR-10 binary archive". */
  readonly format: string
  readonly classes: readonly string[]
  /** Index of the true class of each image; as many as there are images. */
  readonly labels: Uint16Array
  /** Empty if the files have none. */
  readonly splits: readonly Split[]
  /** Width and height in pixels of every image, or null if they differ. */
  readonly size: number | null
  /** How its files were read, if that is not obvious, in sentences. */
  readonly notes?: readonly string[]
  /** All problems so far: broken images are found when they are read. */
  readonly problems: ProblemReport
  /** Where image `index` comes from, for people: "cat/1.png" or "test_batch.bin, record 3". */
  nameOf(index: number): string
  /**
   * Reads images `indices` in this order. Images that cannot be read are left
   * out and reported in `problems`. Throws RangeError for an index out of range,
   * or JobCancelled if `control` is cancelled.
   */
  read(indices: ArrayLike<number>, options: ReadOptions): AsyncGenerator<ImageBatch>
}

/** The page's summary of an open data set. */
export interface DataSetSummary {
  readonly id: string
  readonly name: string
  readonly format: string
  readonly classes: readonly string[]
  /** The number of images, in total and of each class. */
  readonly count: number
  readonly classCounts: readonly number[]
  readonly splits: readonly Split[]
  /** Width and height in pixels of every image, or null if they differ. */
  readonly size: number | null
  /** How its files were read, if that is not obvious, in sentences. */
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

export interface ImagesInput extends ImageFit {
  readonly id: string
  readonly indices: readonly number[]
}

/** Images of the rarest and of the most frequent class among those chosen. */
export interface ClassSizes {
  readonly least: number
  readonly most: number
  /** The class of all chosen images, if there are several images of a single class. */
  readonly only?: string
}

export interface Subset {
  readonly indices: readonly number[]
  /** The class of each of them, as a position in the classes of the data set. */
  readonly labels: readonly number[]
  readonly perClass: ClassSizes
}

export interface SubsetInput {
  readonly id: string
  /** The largest number of images; there may be fewer. */
  readonly count: number
  readonly seed: number
  /** Name of one of its splits, or null for all images. */
  readonly split: string | null
  /** Class names of each model. Images of a class that one of them lacks are left out. */
  readonly classLists: readonly (readonly string[])[]
  /** Exactly these images in this order, as a plan lists them, rather than `count` of the split. */
  readonly planned?: readonly number[]
}

export interface ImagesOutput {
  /** In the requested order, without images that cannot be read. */
  readonly images: readonly LabelledImage[]
  /** All of the data set's problems so far. */
  readonly problems: ProblemReport
}
