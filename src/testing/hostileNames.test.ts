/** @file Whatever the name of a file, a folder, a class or a tensor is, the page is told of one line without what hides it. */
import { crc32 } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readManifest } from '../engine/checkpoints/loadClassifier'
import { parseManifest } from '../engine/checkpoints/manifest'
import { openDataSet } from '../images/datasets/openDataSet'
import { bytesOf, cifar10Record, dataFile, joined, TAR_END, tarEntry, zipOf } from '../images/datasets/testArchives'
import type { DataSet } from '../images/datasets/types'
import { readPlanFile } from '../plans/readFiles'
import { readModel } from '../worker/models/readModel'
import { encodeSafetensors } from './encodeSafetensors'
import { readRepositoryFile } from './goldens'
import { HOSTILE, textPaths, withValueAt } from './hostileTexts'

const LENGTH = 300
const HIDING = /[\p{Cc}\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/u

const zipped = (...names: readonly string[]) => {
  const packed = bytesOf('no image')
  return zipOf(names.map((name) => ({ name, packed, crc32: crc32(packed), size: packed.length })))
}

/** What the page shows of a data set. */
async function shownOf(path: string, bytes: Uint8Array): Promise<unknown> {
  const set: DataSet = await openDataSet([dataFile(path, bytes)])
  const { name, format, classes, splits, notes } = set
  const options = { size: 4, batchSize: 1 }
  for await (const _ of set.read([0], options));
  return { name, format, classes, splits, notes, problems: set.problems, first: set.nameOf(0) }
}

async function weights(path: string, tensor: string): Promise<unknown> {
  const bytes = new Uint8Array(
    encodeSafetensors(new Map([[tensor, { dtype: 'F32' as const, shape: [10, 4], bytes: new Uint8Array(160) }]])),
  )
  const opened = await readModel([{ path, blob: new Blob([bytes]) }])
  return opened.kind === 'found' ? opened.found : opened
}

const json = async (path: string) => JSON.parse(new TextDecoder().decode(await readRepositoryFile(path)))

/** Each gives what the page shows after it, or throws what the page says. */
const DOORS: Readonly<Record<string, (name: string) => Promise<unknown>>> = {
  'a zip of images': (name) => shownOf(`${name}.zip`, zipped('cat/1.png', 'dog/1.png')),
  'a class folder': (name) => shownOf('set.zip', zipped(`${name}/1.png`, 'dog/1.png')),
  'a split folder': (name) => shownOf('set.zip', zipped('train/cat/1.png', 'train/dog/1.png', `${name}/cat/1.png`)),
  'an image of a set': (name) => shownOf('set.zip', zipped(`cat/${name}.png`, 'dog/1.png')),
  'a batch of CIFAR-10': (name) => shownOf(`${name}.bin`, cifar10Record(1, 1)),
  'a class of CIFAR-10': (name) =>
    shownOf(
      'set.tar',
      joined(
        tarEntry('a/data_batch_1.bin', cifar10Record(0, 0)),
        tarEntry('a/batches.meta.txt', bytesOf([name.slice(0, 90), ...'bcdefghij'].join('\n'))),
        TAR_END,
      ),
    ),
  'a file of weights': (name) => weights(`${name}.safetensors`, 'fc.weight'),
  'a tensor': (name) => weights('net.safetensors', name),
  'a file of another kind': (name) => readModel([{ path: `${name}.txt`, blob: new Blob(['a']) }]),
  async 'a manifest'(name) {
    let manifest = await json('models/cifar10-resnet-gelu-gradnorm/manifest.json')
    for (const path of [['name'], ['data'], ['classes', 3], ['training', 'objective']])
      manifest = withValueAt(manifest, path, name.slice(0, 70))
    const { name: shown, data, classes, training } = parseManifest(JSON.stringify(manifest))
    return { shown, data, classes, objective: training.objective }
  },
  async 'an architecture'(name) {
    const manifest = withValueAt(
      await json('models/cifar10-resnet-gelu-gradnorm/manifest.json'),
      ['architecture', 'name'],
      name,
    )
    const location = { id: manifest.id, manifestUrl: 'manifest.json', weightsUrl: 'weights.safetensors' }
    return readManifest(location, async () => bytesOf(JSON.stringify(manifest)).buffer)
  },
  async 'a plan'(name) {
    let plan = await json('src/plans/goldens/plan.json')
    for (const path of textPaths(plan).filter((each) => each.at(-1) === 'name')) plan = withValueAt(plan, path, name)
    return readPlanFile(new Blob([JSON.stringify(plan)]))
  },
}

describe.each(Object.entries(HOSTILE))('a name of %s', (_, write) => {
  const name = write(LENGTH).replaceAll('/', '')

  it.each(Object.keys(DOORS))('hides nothing as that of %s', async (door) => {
    const shown = await (DOORS[door] as (typeof DOORS)[string])(name).catch((error: Error) => {
      expect(error.message.length).toBeLessThan(600)
      return error.message
    })
    for (const path of textPaths(shown)) {
      const text = path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], shown)
      expect(text, path.join('.')).not.toMatch(HIDING)
    }
    expect(textPaths(shown).length).toBeGreaterThan(0)
  })
})
