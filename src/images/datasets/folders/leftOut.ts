/** @file Reports which folders and images were left out, one sentence per folder. */
import { byCount, countOf } from '../../../countOf'
import type { Walk } from '../pace'
import type { Problems } from '../problems'
import { areAlike } from './candidates'
import { findClassBase } from './classBase'
import { type Folder, type Placed, pathOf } from './imageTree'
import type { TreeReading } from './readTree'

export async function tellLeftOut<File extends { readonly path: string }>(
  root: Folder<File>,
  reading: TreeReading<File>,
  problems: Problems,
  walk: Walk,
): Promise<void> {
  const { used } = reading
  const waiting = [root]
  const withUsed = withTheirParents(used)
  // Goes on through what is appended meanwhile.
  for (const folder of waiting) {
    if (!used.has(folder)) tellLoose(folder.images, problems)
    for (const each of folder.folders.values()) {
      if (withUsed.has(each)) waiting.push(each)
      else problems.add(pathOf(each), null, await whyLeftOut(each, reading, walk), each.total)
      if (walk.isDue()) await walk.rest()
    }
  }
}

/** The folders that hold images of these, at whatever depth. */
function withTheirParents<File>(folders: ReadonlySet<Folder<File>>): ReadonlySet<Folder<File>> {
  const all = new Set<Folder<File>>()
  for (const folder of folders) {
    if (folder.images.length === 0) continue
    for (let at: Folder<File> | null = folder; at !== null && !all.has(at); at = at.parent) all.add(at)
  }
  return all
}

function tellLoose<File extends { readonly path: string }>(loose: readonly Placed<File>[], problems: Problems): void {
  const [first, ...others] = loose
  if (first === undefined) return
  const more = others.length === 0 ? '' : `, as ${byCount(others.length, 'is', 'are')} ${others.length} more beside it`
  const reason = `is in no class folder, so it is left out${more}; make one folder per class`
  problems.add(first.file.path, null, reason, loose.length)
}

async function whyLeftOut<File>(folder: Folder<File>, { base, keys }: TreeReading<File>, walk: Walk): Promise<string> {
  const isOne = folder.total === 1
  const images = isOne ? 'image' : countOf(folder.total, 'image')
  const found = await findClassBase(folder, walk)
  if (found === null) {
    return folder.says.isWithoutLabels
      ? `has no class folders to label its ${images}, so ${isOne ? 'it is' : 'they are'} left out; make a folder for each class in it to use ${isOne ? 'it' : 'them'}`
      : `is not one of the class folders, so its ${images} ${isOne ? 'is' : 'are'} left out; open it alone to use ${isOne ? 'it' : 'them'}`
  }
  const set = pathOf(base) === '' ? 'the set' : `"${pathOf(base)}"`
  if (folder.says.isWithoutLabels && [...found.keys].every((key) => !keys.has(key)))
    return `has no folder named as one of the classes, so its ${images} ${isOne ? 'is' : 'are'} left out as unlabelled; name its folders as the classes to use ${isOne ? 'it' : 'them'}`
  const leftOut = `so its ${images} ${isOne ? 'is' : 'are'} left out`
  return areAlike(found.keys, keys)
    ? `repeats the class folders of ${set}, ${leftOut}; open it alone to use it instead`
    : `lies beside the class folders of ${set}, ${leftOut}; open it alone to use it`
}
