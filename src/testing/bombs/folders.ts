/** @file Zips of empty images in trees of folders that no data set has: whoever compares all of them never ends. */

import { MAX_PATH_LENGTH, MAX_ZIP_DIRECTORY_BYTES } from '../../images/datasets/limits'
import { zipOf } from '../../images/datasets/testArchives'
import { FIXED_RECORD_BYTES } from '../../images/datasets/zipRecord'
import type { BytesBomb } from './bomb'

/** As many files as a zip may list. */
const MOST_FILES = 240_000

/** Digits of `i` as signs, the last first. */
const spelt = (i: number, signs: readonly string[], digits: number): string =>
  Array.from({ length: digits }, (_, digit) => signs[Math.floor(i / signs.length ** digit) % signs.length]).join('')

/** Marks of classes that Unicode's normal forms sort, from the last to the first. */
const MARKS = ['\u0345', '\u0301', '\u0316']

export const folderBombs = (scale: number): BytesBomb[] => {
  const of = (name: string, pathOf: (i: number) => string): BytesBomb => ({
    name,
    make: () => {
      const bytes = FIXED_RECORD_BYTES + new TextEncoder().encode(pathOf(1)).length + 8
      const count = Math.round(Math.min(MOST_FILES, MAX_ZIP_DIRECTORY_BYTES / bytes) * scale)
      return zipOf(
        Array.from({ length: count }, (_, i) => ({ name: pathOf(i), packed: new Uint8Array(0), crc32: 0, size: 0 })),
      )
    },
  })
  const deep = (name: string, below: number) => `${name}/`.repeat((MAX_PATH_LENGTH - below) / (name.length + 1))
  return [
    of('a class folder for each image', (i) => `k${i}/1.png`),
    of('class folders that differ in punctuation alone', (i) => `ca${spelt(i, ['-', '_', '.'], 12)}t/1.png`),
    of('class folders that differ in case alone', (i) => `${spelt(i, ['a', 'A'], 18)}/1.png`),
    of('splits within splits', (i) => `${deep('val', 40)}c${i}/1.png`),
    of('splits of many names', (i) => `train_${i}/c/1.png`),
    of('splits with many classes each', (i) => `${['train', 'val', 'test'][i % 3]}/k${i}/1.png`),
    of('pairs of classes', (i) => `s${i >> 1}/c${i}/1.png`),
    of('the same pair of classes again and again', (i) => `s${i >> 1}/${'xy'[i & 1]}/1.png`),
    of(
      'the same pair of classes again and again, deep in folders',
      (i) => `${deep('a', 40)}s${i >> 1}/${'xy'[i & 1]}/1.png`,
    ),
    of('images at the end of a long row of folders', (i) => `${deep('a', 40)}${i}.png`),
    of('images at every end of two long rows of folders', (i) => `${deep('ab'[i & 1] as string, 40)}${i}/1.png`),
    of('class folders whose names are marks', (i) => `${spelt(i, MARKS, 12)}${spelt(i, MARKS, 200)}/1.png`),
    of('class folders whose names grow when they are compared', (i) => `${'\ufdfa'.repeat(120)}${i}/1.png`),
    of('class folders of white space', (i) => `${' '.repeat(400)}a${' '.repeat(400)}${i}/1.png`),
    of('files left by operating systems', (i) => `__MACOSX/${i}/._1.png`),
    of('paths that lead out of the zip', (i) => `../${i}.png`),
    of('files of the same path', () => 'cat/1.png'),
  ]
}
