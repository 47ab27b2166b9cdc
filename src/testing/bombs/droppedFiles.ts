/** @file More files than anyone drops or pastes at once, and drawings that are no images to the page. */

import { bytesOf } from '../../images/datasets/testArchives'
import type { BytesBomb } from './bomb'

const MB = 1024 * 1024

export const droppedBombs = (scale: number): BytesBomb[] => {
  // As many as are collected of a folder (images/datasets/limits.ts).
  const count = Math.round(240_000 * scale)
  const some = (name: string, length: number, pathOf: (i: number) => string, others: readonly string[]): BytesBomb => ({
    name,
    make: () => bytesOf([...others, ...Array.from({ length }, (_, i) => pathOf(i))].join('\n')),
  })
  const of = (name: string, pathOf: (i: number) => string, ...others: readonly string[]) =>
    some(name, count, pathOf, others)
  return [
    of('images in one folder', (i) => `set/${i}.png`),
    of('images beside a batch of CIFAR-10', (i) => `set/${i}.png`, 'set/data_batch_1.bin'),
    of('images in as many folders', (i) => `set/${i}/1.png`),
    of('files of no kind', (i) => `${i}.xyz`),
    of('files of as many kinds', (i) => `a.${i}`),
    of('plans', (i) => `${i}.json`),
    of('weights', (i) => `${i}.safetensors`),
    of('weights in as many folders', (i) => `${i}/weights.safetensors`),
    of('shards beside images', (i) => `model/${i}.${i % 2 ? 'png' : 'bin'}`, 'model/model.json'),
    of('zips', (i) => `${i}.zip`),
    of('files of the same name', () => 'a.png'),
    of('names without a beginning', (i) => `.${i}`),
    of('names of points', (i) => `${'.'.repeat(60)}${i}.png`),
    of('folders within folders', (i) => `${'a/'.repeat(50)}${i}.bin`),
    of('manifests', (i) => `${i}/manifest.json`),
    of('models of many files', (i) => `${i >> 1}/${i % 2 ? 'model.json' : 'group1-shard1of1.bin'}`),
    // Fewer, as a page gets each by itself, and no text of all of them.
    some('names of 300 characters', Math.round(count / 8), (i) => `${'n'.repeat(300)}${i}.txt`, []),
  ]
}

export const svgBombs = (scale: number): BytesBomb[] => {
  const size = Math.round(30 * MB * scale)
  const of = (name: string, piece: string, head = ''): BytesBomb => ({
    name,
    make: () => bytesOf(head + piece.repeat(size / piece.length)),
  })
  const entities = Array.from({ length: 60 }, (_, i) => `<!ENTITY e${i + 1} "&e${i};&e${i};">`).join('')
  return [
    of('elements within elements', '<g>', '<svg xmlns="http://www.w3.org/2000/svg">'),
    of('a long comment', '<!--', '<!--'),
    of('comments', '<!-- -->'),
    of('white space', ' '),
    of(
      'entities of entities',
      '<a>&e60;</a>',
      `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY e0 "a">${entities}]><svg>`,
    ),
    of('document types', '<!DOCTYPE svg>'),
    of('instructions for XML', '<?xml ?>'),
    of('comments of a Netpbm image', '#\n', 'P6\n'),
    of('attributes', ' a="1"', '<svg'),
    of('instructions', '<?a ?>'),
    of('a script', 'alert(1);', '<svg onload="alert(1)"><script>'),
  ]
}
