import { byCount, countOf } from '../../../countOf'
import { type JobControl, UNCONTROLLED } from '../../../engine/jobControl'
import { quoteName } from '../../../quote'
import { decodeImage } from '../../decodeImage'
import { Refusal, sentenceOn } from '../../refusal'
import { type Decode, ImageSet, type LabelledFiles } from '../imageSet'
import { pace } from '../pace'
import { Problems } from '../problems'
import type { Split } from '../split'
import type { DataSet, HubSource } from '../types'
import { UnpackBudget } from '../unpackBudget'
import { type Columns, findColumns } from './features'
import {
  DEFAULT_IMAGES_PER_SPLIT,
  MAX_FETCHED_BYTES,
  MAX_FILES_PER_SPLIT,
  MAX_IMAGES_PER_SPLIT,
  MAX_KEPT_BYTES,
  MAX_OPENED_TIMES,
  MIN_OPENED_BYTES,
} from './limits'
import { listParquet, type SplitFiles } from './listing'
import type { ChunkReading } from './parquet/readChunk'
import { type Unpacker, unpackInWorker } from './parquet/unpackInWorker'
import { openRemoteFile } from './remoteFile'
import type { Connection } from './requests'
import { chooseRowGroups, openParquet, type RowGroup, readRows, rowGroupsOf } from './rowGroups'
import { evenly, spreadOrder } from './spread'

/** Row groups fetched in parallel. */
const LANES = 4

interface Options {
  readonly control?: JobControl
  /** Replaces the browser's in tests. */
  readonly decode?: Decode
  readonly fetch?: typeof fetch
  readonly stallMs?: number
  readonly unpacker?: Unpacker
}

interface ChosenSplit {
  readonly name: Split['name']
  readonly groups: readonly RowGroup[]
}

interface LabelledRow {
  readonly path: string
  readonly label: number
  readonly blob: Blob
}

/**
 * Fetches labelled images from the hub: the metadata of the parquet files, then
 * only the parts that contain the chosen images. The compressed images stay in
 * memory, so that nothing is fetched later. Progress is in bytes. Throws Error
 * with one sentence that names the data set, or JobCancelled if `control` is
 * cancelled.
 */
export async function openHubDataSet(source: HubSource, options: Options = {}): Promise<DataSet> {
  const { control = UNCONTROLLED, decode = decodeImage, stallMs } = options
  const wanted = source.imagesPerSplit ?? DEFAULT_IMAGES_PER_SPLIT
  if (!(Number.isInteger(wanted) && wanted >= 1 && wanted <= MAX_IMAGES_PER_SPLIT)) {
    throw new RangeError(
      `${countOf(wanted, 'image')} a split ${byCount(wanted, 'is', 'are')} requested; that must be 1 to ${MAX_IMAGES_PER_SPLIT}`,
    )
  }
  const meter = new Meter(control)
  const connection: Connection = {
    fetch: options.fetch ?? ((url, init) => fetch(url, init)),
    onBytes: (bytes) => meter.add(bytes),
    ...(stallMs !== undefined && { stallMs }),
  }
  const problems = new Problems()
  const unpacker = options.unpacker ?? unpackInWorker()
  try {
    const listed = await listParquet(source, connection, problems)
    const { columns, splits, rows } = await chooseParts(listed, wanted, connection)
    const bytes = splits.flatMap(({ groups }) => groups).reduce((sum, group) => sum + group.bytes, 0)
    meter.expect(bytes)
    const budget = new UnpackBudget(MIN_OPENED_BYTES + MAX_OPENED_TIMES * bytes)
    const { checkpoint: pause } = pace({ checkpoint: () => meter.add(0) })
    const reading = { unpack: unpacker.unpack, budget, pause: () => pause(0, 1) }
    const files = await fetchSplits(splits, columns, wanted, problems, reading)
    return new ImageSet(source.id, describe(files.labels.length, rows, listed), files, problems, decode)
  } catch (error) {
    throw sentenceOn(`The data set ${quoteName(source.id)}`, error)
  } finally {
    unpacker.close()
  }
}

function describe(taken: number, rows: number, listed: readonly SplitFiles[]): string {
  const isMore = listed.some(({ urls }) => urls.length > MAX_FILES_PER_SPLIT)
  const all = `${isMore ? 'more than ' : ''}${countOf(rows, 'image')}`
  return `parquet of the Hugging Face hub, ${taken.toLocaleString('en')} of ${all}`
}

/** Bytes received and expected, not counting the metadata. */
class Meter {
  private expected = 1
  private done = 0
  private isCounting = false

  constructor(private readonly control: JobControl) {}

  expect(bytes: number): void {
    this.expected = Math.max(1, bytes)
    this.isCounting = true
  }

  add(bytes: number): Promise<void> {
    if (this.isCounting) this.done = Math.min(this.expected, this.done + bytes)
    return this.control.checkpoint(this.done, this.expected)
  }
}

/** Reads the files' metadata to plan what to fetch; `rows` is the number of rows in the files that were read. */
async function chooseParts(
  listed: readonly SplitFiles[],
  wanted: number,
  connection: Connection,
): Promise<{ columns: Columns; splits: ChosenSplit[]; rows: number }> {
  let columns: Columns | null = null
  let rows = 0
  const splits: ChosenSplit[] = []
  for (const { name, urls } of listed) {
    const groups: RowGroup[] = []
    const numbers = spreadOrder(urls.length).slice(0, MAX_FILES_PER_SPLIT)
    for (const number of numbers.sort((a, b) => a - b)) {
      const file = await openParquet(await openRemoteFile(urls[number] as string, connection))
      const found = findColumns(file.metadata)
      columns ??= found
      if (found.image !== columns.image || found.label !== columns.label || !isSame(found.classes, columns.classes)) {
        throw new Refusal('has files whose columns are not the same; choose another')
      }
      for (const group of rowGroupsOf(file, number, columns)) groups.push(group)
    }
    rows += groups.reduce((sum, group) => sum + group.rows, 0)
    splits.push({ name, groups: chooseRowGroups(groups, wanted, Math.floor(MAX_FETCHED_BYTES / listed.length)) })
  }
  return { columns: columns as Columns, splits, rows }
}

const isSame = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((name, i) => name === other[i])

async function fetchSplits(
  chosen: readonly ChosenSplit[],
  columns: Columns,
  wanted: number,
  problems: Problems,
  reading: ChunkReading,
): Promise<LabelledFiles> {
  const images: LabelledRow[] = []
  const splits: Split[] = []
  let kept = 0
  for (const { name, groups } of chosen) {
    const start = images.length
    const rows: LabelledRow[] = []
    for (let first = 0; first < groups.length; first += LANES) {
      const lanes = groups.slice(first, first + LANES)
      const read = await Promise.all(lanes.map((group) => fetchGroup(name, group, columns, problems, reading)))
      for (const row of read.flat()) rows.push(row)
      // Rows that refer to the same image share it.
      for (const { size } of new Set(read.flat().map(({ blob }) => blob))) kept += size
      if (kept > MAX_KEPT_BYTES) {
        throw new Refusal(
          `unpacks to more than the ${MAX_KEPT_BYTES / 1024 / 1024} MB kept; choose fewer images a split`,
        )
      }
    }
    for (const kept of evenly(rows.length, wanted)) images.push(rows[kept] as LabelledRow)
    if (images.length > start) splits.push({ name, start, count: images.length - start })
  }
  if (images.length === 0) throw new Refusal('has no images with a class; choose another')
  return {
    classes: columns.classes,
    splits,
    files: images.map(({ path, blob }) => ({ path, load: () => Promise.resolve(blob) })),
    labels: Uint16Array.from(images, ({ label }) => label),
  }
}

async function fetchGroup(
  split: string,
  group: RowGroup,
  columns: Columns,
  problems: Problems,
  reading: ChunkReading,
): Promise<LabelledRow[]> {
  const rows = await readRows(group, columns, reading)
  const blobs = new Map<Uint8Array, Blob>()
  return rows.flatMap(({ number, image, label }) => {
    const path = `${split} file ${group.fileNumber}, row ${number}`
    if (image === null) {
      problems.add(path, number, 'has no image in it, so it is left out; choose another data set if there are many')
    } else if (label === null || label >= columns.classes.length) {
      problems.add(path, number, 'has no class, so it is left out; choose another data set if there are many')
    } else {
      // Copied, so that the page it was unpacked from can be freed; once, however many rows refer to it.
      const blob = blobs.get(image) ?? new Blob([new Uint8Array(image)])
      blobs.set(image, blob)
      return [{ path, label, blob }]
    }
    return []
  })
}
