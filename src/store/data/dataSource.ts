/** @file The labelled images that a view works on: their source, the open data set, and how a run refers to them. */

import type { BuiltInId } from '../../images/datasets/builtIn/registry'
import type { Split } from '../../images/datasets/split'
import type { DataSetSummary, HubSource, OpenedSource } from '../../images/datasets/types'

/** Where a view can take labelled images from: those of the page, a person's own files, a hub. */
export type SetFrom = 'builtIn' | 'files' | 'hub'

/** The data set that is open in the worker, and the one that is being opened to replace it. */
export interface OpenDataSet {
  /** The open data set; null if none is open. */
  readonly source: OpenedSource | null
  readonly summary: DataSetSummary | null
  /** What is on its way, or could not be opened. */
  readonly asked: OpenedSource | null
  /** Share of the bytes read, in [0, 1]; null when none is on its way. */
  readonly progress: number | null
  /** Why what was asked for could not be opened; one sentence or null. */
  readonly error: string | null
}

export const NOTHING_OPEN: OpenDataSet = { source: null, summary: null, asked: null, progress: null, error: null }

/** What a run keeps of its data set, by which it is known again. */
export interface RememberedDataSet
  extends Pick<DataSetSummary, 'name' | 'format' | 'count' | 'classes' | 'classCounts' | 'splits'> {
  readonly origin:
    | { readonly builtIn: BuiltInId }
    | { readonly hub: HubSource }
    /** Of its files together. */
    | { readonly fileBytes: number }
}

export function fromOf(origin: OpenedSource | RememberedDataSet['origin']): SetFrom {
  if ('builtIn' in origin) return 'builtIn'
  return 'hub' in origin ? 'hub' : 'files'
}

/** Whether the chosen data set is available; the built-in one opens by itself. */
export const isOpened = (from: SetFrom, { source, summary }: OpenDataSet): boolean =>
  from === 'builtIn' || (source !== null && summary !== null && fromOf(source) === from)

export function isSameDataSet(one: RememberedDataSet, other: RememberedDataSet): boolean {
  const known = ({ origin, name, format, count, classes, classCounts, splits }: RememberedDataSet) =>
    JSON.stringify([origin, name, format, count, classes, classCounts, splits])
  return known(one) === known(other)
}

/** What a person has to do before a run can go on whose images are not open any more; one sentence. */
export function reopenWords({ origin, name }: RememberedDataSet): string {
  return 'hub' in origin
    ? `The images of “${origin.hub.id}” are not here any more; download them again to go on.`
    : `The images of “${name}” are not open any more; open the same files again to go on.`
}

/** One of a data set's splits, all of its images, or the split that is usual to judge by. */
export type SplitChoice = Split['name'] | 'all' | 'usual'

/** The split by which models are judged, or null where a data set tells of none: images that none were trained on. */
export function usualSplit(splits: readonly Split[]): Split['name'] | null {
  const has = (wanted: Split['name']) => splits.some(({ name }) => name === wanted)
  return has('test') ? 'test' : has('validation') ? 'validation' : null
}

/** The split that a choice means, or null for all images. One that the data set does not have is as if not chosen. */
export function chosenSplit(choice: SplitChoice, splits: readonly Split[]): Split['name'] | null {
  if (choice === 'all') return null
  return splits.find(({ name }) => name === choice)?.name ?? usualSplit(splits)
}
