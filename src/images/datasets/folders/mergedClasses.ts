/** @file Merges class folders whose names differ only in punctuation, spaces and case. */

import { countOf } from '../../../countOf'
import { quoteName } from '../../../quote'
import { spellingKey } from '../className'
import type { Walk } from '../pace'

export interface MergedClasses {
  /** The class name for each class folder. */
  readonly nameOf: ReadonlyMap<string, string>
  /** Which folders were merged, one sentence per class. */
  readonly notes: readonly string[]
}

/** Further merged classes are only counted. */
const MAX_NOTES = 10

/** How many images lie in the folders of a name. */
interface ClassFolders {
  readonly className: string
  readonly images: { readonly length: number }
}

/** A merged class takes the name with the most images; ties go to the first by character code. */
export async function mergeClasses(folders: readonly ClassFolders[], walk: Walk): Promise<MergedClasses> {
  const counts = new Map<string, number>()
  for (const { className, images } of folders) counts.set(className, (counts.get(className) ?? 0) + images.length)
  const byKey = new Map<string, string[]>()
  for (const name of counts.keys()) {
    const key = spellingKey(name)
    const alike = byKey.get(key)
    if (alike === undefined) byKey.set(key, [name])
    else alike.push(name)
    if (walk.isDue()) await walk.rest()
  }
  const nameOf = new Map<string, string>()
  const notes: string[] = []
  for (const spellings of byKey.values()) {
    const [name = '', ...others] = spellings.sort(
      (a, b) => (counts.get(b) as number) - (counts.get(a) as number) || (a < b ? -1 : 1),
    )
    for (const each of spellings) nameOf.set(each, name)
    if (others.length > 0) notes.push(noteOf(name, others))
  }
  const more = notes.length - MAX_NOTES
  return {
    nameOf,
    notes:
      more > 0
        ? [
            ...notes.slice(0, MAX_NOTES),
            `${countOf(more, 'other class', 'other classes')} also had folders with several spellings.`,
          ]
        : notes,
  }
}

function noteOf(name: string, others: readonly string[]): string {
  const listed = [name, ...others.slice(0, 3)].map(quoteName)
  const last = others.length > 3 ? countOf(others.length - 3, 'other') : listed.pop()
  return `One class, ${quoteName(name)}, is read from the class folders ${listed.join(', ')} and ${last}, whose names differ only in punctuation, spaces or case; rename one to keep them apart.`
}
