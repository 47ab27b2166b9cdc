/** @file Reports which folders and images were left out, one sentence per folder. */
import { byCount, countOf } from '../../../countOf'
import type { Problems } from '../problems'
import { areAlike } from './candidates'
import { findClassBase } from './classBase'
import { type Folder, inside, type Placed, pathOf } from './imageTree'
import type { TreeReading } from './readTree'
import { isWithoutLabels } from './splitNames'

export function tellLeftOut<File extends { readonly path: string }>(
  root: Folder<File>,
  reading: TreeReading<File>,
  problems: Problems,
): void {
  const used = new Set(reading.images.map(({ file }) => file))
  const countUsed = new Map<Folder<File>, number>()
  const count = (folder: Folder<File>): number => {
    const own = folder.images.filter(({ file }) => used.has(file)).length
    const all = inside(folder).reduce((sum, each) => sum + count(each), own)
    countUsed.set(folder, all)
    return all
  }
  count(root)
  const waiting = [root]
  // Goes on through what is appended meanwhile.
  for (const folder of waiting) {
    const loose = folder.images.filter(({ file }) => !used.has(file))
    tellLoose(loose, problems)
    for (const each of inside(folder)) {
      const isUsed = (countUsed.get(each) ?? 0) > 0
      if (isUsed) waiting.push(each)
      else problems.add(pathOf(each), null, whyLeftOut(each, reading), each.total)
    }
  }
}

function tellLoose<File extends { readonly path: string }>(loose: readonly Placed<File>[], problems: Problems): void {
  const [first, ...others] = loose
  if (first === undefined) return
  const more = others.length === 0 ? '' : `, as ${byCount(others.length, 'is', 'are')} ${others.length} more beside it`
  const reason = `is in no class folder, so it is left out${more}; make one folder per class`
  problems.add(first.file.path, null, reason, loose.length)
}

function whyLeftOut<File>(folder: Folder<File>, { base, keys }: TreeReading<File>): string {
  const isOne = folder.total === 1
  const images = isOne ? 'image' : countOf(folder.total, 'image')
  const found = findClassBase(folder)
  if (found === null) {
    return isWithoutLabels(folder.name)
      ? `has no class folders to label its ${images}, so ${isOne ? 'it is' : 'they are'} left out; make a folder for each class in it to use ${isOne ? 'it' : 'them'}`
      : `is not one of the class folders, so its ${images} ${isOne ? 'is' : 'are'} left out; open it alone to use ${isOne ? 'it' : 'them'}`
  }
  const set = pathOf(base) === '' ? 'the set' : `"${pathOf(base)}"`
  if (isWithoutLabels(folder.name) && [...found.keys].every((key) => !keys.has(key)))
    return `has no folder named as one of the classes, so its ${images} ${isOne ? 'is' : 'are'} left out as unlabelled; name its folders as the classes to use ${isOne ? 'it' : 'them'}`
  const leftOut = `so its ${images} ${isOne ? 'is' : 'are'} left out`
  return areAlike(found.keys, keys)
    ? `repeats the class folders of ${set}, ${leftOut}; open it alone to use it instead`
    : `lies beside the class folders of ${set}, ${leftOut}; open it alone to use it`
}
