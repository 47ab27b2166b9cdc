/** @file The data sets that are open in the worker. The page refers to them by id; evaluation and training read them here. */

import { byCount, countOf } from '../../countOf'
import { type JobControl, UNCONTROLLED } from '../../engine/jobControl'
import { fetchedCode } from '../../fetchedCode'
import { largestOf, smallestOf } from '../../numbers/extremes'
import { ambiguityWords } from './ambiguousClasses'
import type { openBuiltIn } from './builtIn/openBuiltIn'
import type { Decode } from './imageSet'
import { MAX_IMAGES_AT_ONCE, MAX_OPEN_DATA_SETS } from './limits'
import { matchClasses } from './matchClasses'
import { toPixels01 } from './pixelBytes'
import { balancedSubset } from './subset'
import type {
  ClassSizes,
  DataSet,
  DataSetSource,
  DataSetSummary,
  ImagesInput,
  ImagesOutput,
  LabelledImage,
  OpenedSource,
  Subset,
  SubsetInput,
} from './types'

export class DataSets {
  private readonly opened = new Map<string, DataSet>()
  /** Built-in data sets by id. They are small and shared between evaluation and training, so they stay open. */
  private readonly builtIn = new Map<string, DataSet>()
  private nextId = 1

  constructor(
    private readonly decode?: Decode,
    /** Replaces the fetching in tests in Node. */
    private readonly openBuilt: typeof openBuiltIn = async (...asked) =>
      (await fetchedCode(() => import('./builtIn/openBuiltIn'))).openBuiltIn(...asked),
  ) {}

  /**
   * Opens a data set. If too many are open, closes the one that was opened
   * first. A built-in one is fetched once and shared. Progress is in bytes of
   * the files. Throws Error with one sentence, or JobCancelled if `control` is
   * cancelled.
   */
  async open(source: DataSetSource, control: JobControl = UNCONTROLLED): Promise<DataSetSummary> {
    if ('builtIn' in source) {
      const id = source.builtIn
      const dataSet = this.builtIn.get(id) ?? (await this.openBuilt(id, control))
      this.builtIn.set(id, dataSet)
      return summarise(id, dataSet)
    }
    let bytes = 'files' in source ? source.files.reduce((sum, { blob }) => sum + blob.size, 0) : 1
    const watched: JobControl = {
      checkpoint(step, steps) {
        bytes = steps
        return control.checkpoint(step, steps)
      },
    }
    const dataSet = await this.openSource(source, watched)
    // A job cancelled at the very end must not leave it open, as nobody would know its id.
    await control.checkpoint(bytes, bytes)
    const [first] = this.opened.keys()
    if (first !== undefined && this.opened.size >= MAX_OPEN_DATA_SETS) this.close(first)
    const id = `data-set-${this.nextId++}`
    this.opened.set(id, dataSet)
    return summarise(id, dataSet)
  }

  /** Frees a data set. Has no effect if it is not open, or is built in. */
  close(id: string): void {
    this.opened.delete(id)
  }

  /** For code in the worker. Throws Error with one sentence if it is not open. */
  get(id: string): DataSet {
    const dataSet = this.opened.get(id) ?? this.builtIn.get(id)
    if (dataSet === undefined) throw new Error(`The data set "${id}" is not open; choose its files again.`)
    return dataSet
  }

  /** Images balanced over classes, the same for the same seed, or those planned. Throws one sentence if no image is left. */
  subset({ id, count, seed, split: splitName, classLists, planned }: SubsetInput): Subset {
    const { name, labels, classes, splits } = this.get(id)
    const split = splitName === null ? undefined : splits.find((each) => each.name === splitName)
    if (splitName !== null && split === undefined) {
      throw new Error(`${name} has no split "${splitName}"; choose one that it has, or all images.`)
    }
    const matches = classLists.map((modelClasses) => matchClasses(classes, modelClasses).toModel)
    const { start, count: length } = split ?? { start: 0, count: labels.length }
    const known = Array.from({ length }, (_, place) => start + place).filter((index) =>
      matches.every((toModel) => (toModel[labels[index] as number] ?? -1) >= 0),
    )
    if (known.length === 0) {
      const ambiguity = ambiguityWords(classes, classLists)
      throw new Error(
        ambiguity ?? `${name} has no image of a class that all models know; choose other images or models.`,
      )
    }
    const labelsOf = (indices: readonly number[]) => indices.map((index) => labels[index] as number)
    const ofKnown = labelsOf(known)
    const indices = planned ?? Array.from(balancedSubset(ofKnown, count, seed), (place) => known[place] as number)
    const allowed = planned && new Set(known)
    const stranger = planned?.find((index) => !allowed?.has(index))
    if (stranger !== undefined) {
      throw new Error(
        `The plan has image ${stranger} of ${name}, which is outside of the split or of a class that a model lacks; choose the plan's models and images, or change how many images are judged.`,
      )
    }
    const chosen = labelsOf(indices)
    return { indices, labels: chosen, perClass: classSizes(ofKnown, chosen, classes) }
  }

  async images(
    { id, indices, size, resizing }: ImagesInput,
    control: JobControl = UNCONTROLLED,
  ): Promise<ImagesOutput> {
    const dataSet = this.get(id)
    if (indices.length > MAX_IMAGES_AT_ONCE) {
      throw new RangeError(
        `${countOf(indices.length, 'image')} ${byCount(indices.length, 'is', 'are')} requested; at most ${MAX_IMAGES_AT_ONCE} are returned at once`,
      )
    }
    const images: LabelledImage[] = []
    for await (const batch of dataSet.read(indices, { size, resizing, batchSize: 1, control })) {
      const [index] = batch.indices
      const [label] = batch.labels
      if (index === undefined || label === undefined) continue
      const image = { pixels: toPixels01(batch.pixels), height: size, width: size }
      images.push({ index, name: dataSet.nameOf(index), label, image })
    }
    return { images, problems: dataSet.problems }
  }

  /** What reads data sets is loaded when the first is opened. */
  private async openSource(source: OpenedSource, control: JobControl): Promise<DataSet> {
    const options = { control, ...(this.decode && { decode: this.decode }) }
    if ('hub' in source)
      return (await fetchedCode(() => import('./hub/openHubDataSet'))).openHubDataSet(source.hub, options)
    return (await fetchedCode(() => import('./openDataSet'))).openDataSet(source.files, options)
  }
}

/** How many images of each class were chosen. */
function classSizes(labels: readonly number[], chosen: readonly number[], classes: readonly string[]): ClassSizes {
  const sizes = new Map(labels.map((label) => [label, 0]))
  for (const label of chosen) sizes.set(label, (sizes.get(label) ?? 0) + 1)
  const only = chosen.length > 1 && new Set(chosen).size === 1 ? classes[chosen[0] as number] : undefined
  const least = smallestOf(sizes.values())
  return { least, most: largestOf(sizes.values()), ...(only !== undefined && { only }) }
}

function summarise(
  id: string,
  { name, format, classes, labels, splits, size, notes = [], problems }: DataSet,
): DataSetSummary {
  const classCounts = new Array<number>(classes.length).fill(0)
  for (const label of labels) classCounts[label] = (classCounts[label] ?? 0) + 1
  return { id, name, format, classes, count: labels.length, classCounts, splits, size, notes, problems }
}
