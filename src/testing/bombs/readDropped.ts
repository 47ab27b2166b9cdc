/** @file Finds out what dropped files are, as the page does. */
import { sortFiles } from '../../app/data/sortFiles'
import { refusalOf } from '../../app/data/words'
import { plansAmong } from '../../app/plans/openPlanFiles'
import { ModelReader } from '../../client/modelReader'
import type { JobControl } from '../../engine/jobControl'
import { bytesOf, cifar10Record } from '../../images/datasets/testArchives'
import type { DataFile } from '../../images/datasets/types'
import { readingWorkerHere } from '../readingWorkerHere'

/** What files of an ending hold. */
const CONTENTS: Readonly<Record<string, Blob>> = {
  png: new Blob([Uint8Array.of(0x89, ...bytesOf('PNG\r\n\x1a\n'), ...new Uint8Array(16))]),
  bin: new Blob([new Uint8Array(cifar10Record(1, 1))]),
  json: new Blob(['{"format":"gradlens-plan","formatVersion":9}']),
}
const OTHER = new Blob(['x'])

const contentOf = (path: string): Blob => CONTENTS[path.slice(path.lastIndexOf('.') + 1)] ?? OTHER

/** Finds out what files are, as when they are dropped on Compare. Throws what the page says where it opens none. */
async function drop(files: readonly DataFile[], control?: JobControl): Promise<void> {
  await plansAmong(files)
  const given = await sortFiles(files, new ModelReader(readingWorkerHere), control)
  if (given.sort === 'nothing' || given.sort === 'other') throw new Error(refusalOf(given, 'compare'))
}

/** @param bytes the paths of files, one a line */
export const dropFiles = (bytes: Uint8Array, control?: JobControl): Promise<void> =>
  drop(
    new TextDecoder()
      .decode(bytes)
      .split('\n')
      .map((path) => ({ path, blob: contentOf(path) })),
    control,
  )

export const dropSvg = (bytes: Uint8Array<ArrayBuffer>): Promise<void> =>
  drop([{ path: 'drawing.svg', blob: new Blob([bytes]) }])
