/** @file Compares folders that may be the data set. */
import type { Walk } from '../pace'
import { type Folder, pathOf } from './imageTree'

/** A folder that may be the data set, and what it would contain. */
export interface FolderReading<File> {
  /** The folder that contains the folders of classes, or of splits. */
  readonly base: Folder<File>
  /** Keys of its class names. */
  readonly keys: ReadonlySet<string>
  /** Images in its class folders. */
  readonly images: number
}

export const keysOf = (folders: readonly Pick<Folder<unknown>, 'says'>[]): Set<string> =>
  new Set(folders.map(({ says }) => says.key))

/** Whether all classes of `part` are among those of `whole`. */
export const isPartOf = (part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean =>
  [...part].every((key) => whole.has(key))

/** Whether two have the same classes, that is, share at least half of those of the smaller one. */
export function areAlike(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const [few, many] = one.size <= other.size ? [one, other] : [other, one]
  let shared = 0
  for (const key of few) if (many.has(key)) shared++
  return shared > 0 && 2 * shared >= few.size
}

/** A data set has few copies and parts; later candidates are not compared with every earlier one. */
const MAX_COMPARED = 100

/** Groups copies and parts of the same data set. */
export async function groupAlike<C extends FolderReading<unknown>>(
  candidates: readonly C[],
  walk: Walk,
): Promise<C[][]> {
  const groups: C[][] = []
  const compared: C[][] = []
  for (const candidate of candidates) {
    if (walk.isDue()) await walk.rest()
    const group = compared.find(([first]) => first !== undefined && areAlike(first.keys, candidate.keys))
    if (group) {
      group.push(candidate)
      continue
    }
    const alone = [candidate]
    groups.push(alone)
    if (compared.length < MAX_COMPARED) compared.push(alone)
  }
  return groups
}

/** The one with the most classes, then the most images. */
export function largestReading<C extends FolderReading<unknown>>(candidates: readonly C[]): C | null {
  return first(candidates, (a, b) => b.keys.size - a.keys.size || b.images - a.images || byPath(a, b))
}

/** Of copies and parts of one data set, the one nearest to the top. */
export function outermost<C extends FolderReading<unknown>>(candidates: readonly C[]): C | null {
  return first(
    candidates,
    (a, b) => a.base.depth - b.base.depth || b.keys.size - a.keys.size || b.images - a.images || byPath(a, b),
  )
}

/** A copy's name is usually longer: "set" comes before "set (1)" and "copy of set". */
function byPath({ base: a }: FolderReading<unknown>, { base: b }: FolderReading<unknown>): number {
  // Beside each other they differ in their names alone: the paths of many folders deep in a tree take long to make.
  const [one, other] = a.parent === b.parent ? [a.name, b.name] : [pathOf(a), pathOf(b)]
  return one.length - other.length || (one < other ? -1 : 1)
}

const first = <C>(all: readonly C[], compare: (a: C, b: C) => number): C | null =>
  all.reduce<C | null>((best, each) => (best === null || compare(each, best) < 0 ? each : best), null)
