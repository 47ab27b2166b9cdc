/** @file Folders that may be the set, compared. */
import { classKey } from '../className'
import { type Folder, pathOf } from './imageTree'

/** A folder that may be the set, by what it would hold. */
export interface FolderReading<File> {
  /** The folder in which the folders of classes lie, or those of splits. */
  readonly base: Folder<File>
  /** Keys of the names of its classes. */
  readonly keys: ReadonlySet<string>
  /** Images in its class folders. */
  readonly images: number
}

export const keysOf = (folders: readonly { readonly name: string }[]): Set<string> =>
  new Set(folders.map(({ name }) => classKey(name)))

/** Whether all classes of `part` are among those of `whole`. */
export const isPartOf = (part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean =>
  [...part].every((key) => whole.has(key))

/** Whether two have the same classes: at least half of those of the smaller one. */
export function areAlike(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const [few, many] = one.size <= other.size ? [one, other] : [other, one]
  let shared = 0
  for (const key of few) if (many.has(key)) shared++
  return shared > 0 && 2 * shared >= few.size
}

/** A set has few copies and parts; what comes later is not compared with each of many others. */
const MAX_COMPARED = 100

/** Copies and parts of one set together. */
export function groupAlike<C extends FolderReading<unknown>>(candidates: readonly C[]): C[][] {
  const groups: C[][] = []
  const compared: C[][] = []
  for (const candidate of candidates) {
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

/** The one with most classes, of those with as many the one with most images. */
export function largestReading<C extends FolderReading<unknown>>(candidates: readonly C[]): C | null {
  return first(candidates, (a, b) => b.keys.size - a.keys.size || b.images - a.images || byPath(a, b))
}

/** Of copies and parts of one set the one that lies nearest to the top. */
export function outermost<C extends FolderReading<unknown>>(candidates: readonly C[]): C | null {
  return first(
    candidates,
    (a, b) => a.base.depth - b.base.depth || b.keys.size - a.keys.size || b.images - a.images || byPath(a, b),
  )
}

/** A copy's name is longer as a rule: "set" stands before "set (1)" and "copy of set". */
function byPath(a: FolderReading<unknown>, b: FolderReading<unknown>): number {
  const [one, other] = [pathOf(a.base), pathOf(b.base)]
  return one.length - other.length || (one < other ? -1 : 1)
}

const first = <C>(all: readonly C[], compare: (a: C, b: C) => number): C | null => [...all].sort(compare)[0] ?? null
