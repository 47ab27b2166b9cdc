/** @file Zips of empty images in trees of folders that no data set has: whoever compares all of them never ends. */

import { MAX_ZIP_DIRECTORY_BYTES } from '../../images/datasets/limits'
import { zipOf } from '../../images/datasets/testArchives'
import { FIXED_RECORD_BYTES } from '../../images/datasets/zipRecord'
import type { BytesBomb } from './bomb'

/** As many files as a zip may list. */
const MOST_FILES = 240_000

/** Digits of `i` as signs, the last first. */
const spelt = (i: number, signs: readonly string[], digits: number): string =>
  Array.from({ length: digits }, (_, digit) => signs[Math.floor(i / signs.length ** digit) % signs.length]).join('')

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
  return [
    of('a class folder for each image', (i) => `k${i}/1.png`),
    of('class folders that differ in punctuation alone', (i) => `ca${spelt(i, ['-', '_', '.'], 12)}t/1.png`),
  ]
}
