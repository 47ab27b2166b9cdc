/** @file A view's labelled images: their source, the open data set, and how a run refers to them. */

import type { BuiltInId } from '../../images/datasets/builtIn/registry'
import type { Split } from '../../images/datasets/split'
import type { DataSetSummary, HubSource, OpenedSource } from '../../images/datasets/types'
import { canonicalJson } from '../../plans/canonicalJson'

/** Where a view's labelled images come from: the page, a person's own files, or a hub. */
export type SetFrom = 'builtIn' | 'files' | 'hub'

/** The data set that is open in the worker, and one that is being opened to replace it. */
export interface OpenDataSet {
  /** The open data set; null if none is open. */
  readonly source: OpenedSource | null
  readonly summary: DataSetSummary | null
  /** The data set being opened, or the one that could not be opened. */
  readonly asked: OpenedSource | null
  /** Fraction of the bytes read, in [0, 1]; null if none is being opened. */
  readonly progress: number | null
  /** Why the requested data set could not be opened; one sentence or null. */
  readonly error: string | null
}

export const NOTHING_OPEN: OpenDataSet = { source: null, summary: null, asked: null, progress: null, error: null }

/** What a run keeps about its data set, to recognise it again. */
export interface RememberedDataSet
  extends Pick<DataSetSummary, 'name' | 'format' | 'count' | 'classes' | 'classCounts' | 'splits'> {
  readonly origin:
    | { readonly builtIn: BuiltInId }
    | { readonly hub: HubSource }
    /** Total size of its files. */
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
    canonicalJson([origin, name, format, count, classes, classCounts, splits])
  return known(one) === known(other)
}

/** What a person must do before a run can resume whose images are no longer open; one sentence. */
export function reopenWords({ origin, name }: RememberedDataSet): string {
  return 'hub' in origin
    ? `The images of “${origin.hub.id}” are no longer open; download them again to resume.`
    : `The images of “${name}” are no longer open; open the same files again to resume.`
}

/** One of a data set's splits, all of its images, or the split that is usually evaluated. */
export type SplitChoice = Split['name'] | 'all' | 'usual'

/** The split for evaluation, whose images no model was trained on; null if the data set has no splits. */
export function usualSplit(splits: readonly Split[]): Split['name'] | null {
  const has = (wanted: Split['name']) => splits.some(({ name }) => name === wanted)
  return has('test') ? 'test' : has('validation') ? 'validation' : null
}

/** The split that a choice refers to, or null for all images. A split that the data set lacks counts as not chosen. */
export function chosenSplit(choice: SplitChoice, splits: readonly Split[]): Split['name'] | null {
  if (choice === 'all') return null
  return splits.find(({ name }) => name === choice)?.name ?? usualSplit(splits)
}
