/** @file Puts the images of a data set in their order: by split, then class, then path. */
import type { Walk } from '../pace'
import { byCode, sortInSteps } from '../sortInSteps'
import type { Split } from '../split'
import type { Placed } from './imageTree'
import type { ClassImages } from './readTree'
import { SPLIT_ORDER } from './splitNames'

interface OrderedImages<File> {
  readonly files: readonly File[]
  /** The class of each of them. */
  readonly labels: Uint16Array
  readonly splits: readonly Split[]
}

/** @param labelOf the class of each name of a class folder */
export async function orderImages<File>(
  labelled: readonly ClassImages<File>[],
  labelOf: (className: string) => number,
  walk: Walk,
): Promise<OrderedImages<File>> {
  const files: File[] = []
  const labels = new Uint16Array(labelled.reduce((sum, { images }) => sum + images.length, 0))
  const splits: Split[] = []
  for (const name of [...SPLIT_ORDER, null]) {
    const start = files.length
    for (const [label, images] of byLabel(
      labelled.filter(({ split }) => split === name),
      labelOf,
    )) {
      labels.fill(label, files.length, files.length + images.length)
      for (const { file } of await sortInSteps(images, byPath, walk)) files.push(file)
      if (walk.isDue(images.length)) await walk.rest()
    }
    if (name !== null && files.length > start) splits.push({ name, start, count: files.length - start })
  }
  return { files, labels, splits }
}

/** The images of each class, in the order of classes. */
function byLabel<File>(
  labelled: readonly ClassImages<File>[],
  labelOf: (className: string) => number,
): [number, readonly Placed<File>[]][] {
  const groups = new Map<number, Placed<File>[]>()
  for (const { className, images } of labelled) {
    const label = labelOf(className)
    const group = groups.get(label)
    if (group === undefined) groups.set(label, [...images])
    else for (const image of images) group.push(image)
  }
  return [...groups].sort(([a], [b]) => a - b)
}

const byPath = <File>(a: Placed<File>, b: Placed<File>): number => byCode(a.path, b.path)
