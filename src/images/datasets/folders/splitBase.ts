/** @file Finds the folder that contains folders for training, validation and test with class folders in them. */
import type { Walk } from '../pace'
import { type FolderReading, groupAlike, largestReading, outermost } from './candidates'
import { type ClassBase, findClassBase } from './classBase'
import { type Folder, inside } from './imageTree'
import { labelledSplits } from './labelledSplits'
import { SPLIT_ORDER, type SplitName, type SplitWord } from './splitNames'

export interface SplitFolder<File> {
  readonly split: SplitName
  readonly folder: Folder<File>
  readonly found: ClassBase<File>
}

export interface SplitBase<File> extends FolderReading<File> {
  /** One for each split that has class folders in common with the others. */
  readonly splits: readonly SplitFolder<File>[]
}

/**
 * Where in `root` the splits are, or null if no folder is named like a split and contains class folders. Of copies of
 * a data set the one nearest to the top is used, of different data sets the one with the most classes.
 */
export async function findSplitBase<File>(root: Folder<File>, walk: Walk): Promise<SplitBase<File> | null> {
  const candidates: SplitBase<File>[] = []
  const waiting = [root]
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const splits = await splitsIn(folder, walk)
    if (splits.length > 0) candidates.push(toCandidate(folder, splits))
    // Those without folders have no splits.
    for (const each of folder.folders.values()) if (each.folders.size > 0) waiting.push(each)
    if (walk.isDue()) await walk.rest()
  }
  const groups = await groupAlike(candidates, walk)
  return largestReading(groups.flatMap((group) => outermost(group) ?? []))
}

function toCandidate<File>(base: Folder<File>, splits: readonly SplitFolder<File>[]): SplitBase<File> {
  const keys = new Set(splits.flatMap(({ found }) => [...found.keys]))
  return { base, splits, keys, images: splits.reduce((sum, { found }) => sum + found.images, 0) }
}

/** Of several folders for one split, the one with its plain name, or else the one with the most images. */
async function splitsIn<File>(base: Folder<File>, walk: Walk): Promise<SplitFolder<File>[]> {
  const named = inside(base).flatMap((folder) => {
    const { word } = folder.says
    return word === null ? [] : [{ folder, word }]
  })
  if (named.length === 0) return []
  const splitsBeside = new Map<string, Set<SplitName>>()
  for (const { word } of named) {
    const splits = splitsBeside.get(word.beside) ?? new Set()
    splitsBeside.set(word.beside, splits.add(word.split))
  }
  const isSplit = (word: SplitWord) => word.isPlain || (splitsBeside.get(word.beside)?.size ?? 0) > 1
  const found: (SplitWord & SplitFolder<File>)[] = []
  for (const { folder, word } of named) {
    const classes = isSplit(word) ? await findClassBase(folder, walk) : null
    if (classes !== null && classes.images >= folder.images.length) found.push({ ...word, folder, found: classes })
    if (walk.isDue()) await walk.rest()
  }
  const labelled = labelledSplits(found)
  return SPLIT_ORDER.flatMap((split) => {
    const [best] = labelled
      .filter((each) => each.split === split)
      .sort(
        (a, b) =>
          rank(a.folder) - rank(b.folder) ||
          b.found.images - a.found.images ||
          (a.folder.name < b.folder.name ? -1 : 1),
      )
    return best ? [{ split, folder: best.folder, found: best.found }] : []
  })
}

const rank = ({ says }: Folder<unknown>): number => (says.split === null ? 1 : 0)
