/** @file Walks over hundreds of thousands of files: each lets messages in, says how far it is, and can be cancelled. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { sortFiles } from '../../app/data/sortFiles'
import { ModelReader } from '../../client/modelReader'
import { JobCancelled, type JobControl, UNCONTROLLED } from '../../engine/jobControl'
import { readingWorkerHere } from '../../testing/readingWorkerHere'
import { messageOf } from '../../testing/sentence'
import { walkedFiles } from '../../testing/walkedFiles'
import { arrangeInClasses } from './classFolders'
import { MAX_FOLDERS, MAX_HEADS } from './limits'
import { openDataSet } from './openDataSet'
import { Walk } from './pace'
import { Problems } from './problems'
import { byCode, sortInSteps } from './sortInSteps'
import { fakeDecode } from './testArchives'
import type { DataFile } from './types'

afterEach(() => vi.restoreAllMocks())

const FILES = 500
const from = (pathOf: (i: number) => string) => Array.from({ length: FILES }, (_, i) => pathOf(i))

const WALKS: Readonly<Record<string, (files: readonly DataFile[], control: JobControl) => Promise<unknown>>> = {
  'sorting into class folders': (files, control) => arrangeInClasses(files, new Problems(), control),
  'opening a data set': (files, control) => openDataSet(files, { control, decode: fakeDecode }),
  'finding out what was dropped': (files, control) => sortFiles(files, new ModelReader(readingWorkerHere), control),
}

const PATHS: Readonly<Record<string, readonly string[]>> = {
  'images of some classes': from((i) => `set/c${i % 9}/${i}.png`),
  'images of splits': from((i) => `set/${['train', 'test'][i % 2]}/c${i % 9}/${i}.png`),
  'a class for each': from((i) => `set/c${i}/1.png`),
  'a split for each': from((i) => `set/train_${i}/c/1.png`),
  'images and texts': from((i) => `set/c${i % 9}/${i}.${i % 2 ? 'png' : 'txt'}`),
  'images of two sets': from((i) => `${i % 7 ? 'one' : 'other'}/c${i % 9}/${i}.png`),
}

describe.each(Object.entries(WALKS))('%s', (_, walk) => {
  it.each(Object.entries(PATHS))('never looks at many of %s at once', async (_name, paths) => {
    const { files, control, mostAtOnce, progress } = walkedFiles(paths)
    await walk(files, control)
    // Files whose content is looked into are read one by one.
    expect(mostAtOnce()).toBeLessThan(MAX_HEADS + 10)
    expect(progress.length).toBeGreaterThan(FILES)
    expect(Math.max(...progress)).toBeLessThanOrEqual(1)
  })

  it('can be cancelled at any of its checkpoints', async () => {
    const paths = PATHS['images of splits'] as readonly string[]
    const { files, control, progress } = walkedFiles(paths)
    await walk(files, control)
    for (const share of [0, 0.3, 0.6, 0.99]) {
      const at = Math.floor(share * (progress.length - 1))
      const cancelled = walkedFiles(paths, { at, by: new JobCancelled() })
      await expect(walk(cancelled.files, cancelled.control)).rejects.toBeInstanceOf(JobCancelled)
    }
  })
})

it('refuses more folders than a data set has, at the first that is one too many', async () => {
  let looked = 0
  const files = Array.from({ length: 2 * MAX_FOLDERS }, (_, i) => ({
    get path() {
      looked++
      return `k${i}/1.png`
    },
  }))
  expect(await messageOf(() => arrangeInClasses(files, new Problems(), UNCONTROLLED))).toBe(
    'has images in more than the 50,000 folders allowed; put the images of each class into one folder',
  )
  expect(looked).toBeLessThan(3 * (MAX_FOLDERS + 1))
})

it('sorts long lists in steps as at once, and keeps the order of equals', async () => {
  const texts = Array.from({ length: 20_000 }, (_, i) => ({ text: `${(i * 7919) % 4999}`, i }))
  const compare = (a: { text: string }, b: { text: string }) => byCode(a.text, b.text)
  const sorted = await sortInSteps(texts, compare, new Walk(UNCONTROLLED, 1))
  expect(sorted).toEqual([...texts].sort(compare))
})
