import { describe, expect, it } from 'vitest'
import { ModelReader } from '../../client/modelReader'
import type { CheckpointFormat } from '../../engine/checkpoints/formats/types'
import {
  MAX_CHECKPOINT_HEAD_BYTES,
  MAX_CHECKPOINT_HEADS,
  MAX_MANIFEST_BYTES,
  MAX_WEIGHTS_BYTES,
} from '../../engine/checkpoints/limits'
import { JobCancelled } from '../../engine/jobControl'
import type { DataFile } from '../../images/datasets/types'
import { readingWorkerHere } from '../../testing/readingWorkerHere'
import { messageOf } from '../../testing/sentence'
import { isZippedModel, readModel } from '../../worker/models/readModel'
import { findModelFiles as findWith } from './openModelFiles'

/** Zips are looked into with the formats given, where they are, rather than by the worker's. */
function findModelFiles(files: readonly DataFile[], formats?: readonly CheckpointFormat[]) {
  const here = { isZippedModel: (one: DataFile) => ({ result: isZippedModel(one, undefined, formats), cancel() {} }) }
  return findWith(files, formats === undefined ? new ModelReader(readingWorkerHere) : here, formats)
}

async function readOwnModel(...args: Parameters<typeof readModel>) {
  const opened = await readModel(...args)
  return opened.kind === 'whole' ? opened.checkpoint : expect.fail('it has no manifest')
}

const MANIFEST = JSON.stringify({ id: 'trained-1' })

const file = (path: string, content: BlobPart = 'x'): DataFile => ({ path, blob: new Blob([content]) })
const model = (folder = ''): DataFile[] => [
  file(`${folder}manifest.json`, MANIFEST),
  file(`${folder}weights.safetensors`, 'numbers'),
]

async function zip(files: readonly DataFile[], level = 0): Promise<DataFile> {
  const { BlobReader, BlobWriter, ZipWriter } = await import('@zip.js/zip.js/lib/zip-core-custom.js')
  const writer = new ZipWriter(new BlobWriter('application/zip'), { level, useWebWorkers: false })
  for (const { path, blob } of files) await writer.add(path, new BlobReader(blob))
  return { path: 'model.zip', blob: await writer.close() }
}

const text = (bytes: ArrayBuffer) => new TextDecoder().decode(bytes)

describe("a model's files", () => {
  it.each<[string, () => Promise<DataFile[]>]>([
    ['alone', async () => model()],
    ['in a folder', async () => [file('models/README.md'), ...model('models/trained-1/')]],
    ['in a zip', async () => [await zip(model('trained-1/'))]],
    ['in a zip without a folder', async () => [await zip([file('notes.txt'), ...model()])]],
    ['in a zip beside an image', async () => [file('cat.png'), await zip(model('trained-1/'))]],
    ['in a zip of another name', async () => [{ ...(await zip(model('a/b/'))), path: 'download' }]],
    ['beside a manifest of another folder', async () => [file('other/manifest.json', '{}'), ...model('trained-1/')]],
  ])('are found %s', async (_, make) => {
    const files = await make()
    const found = (await findModelFiles(files)) ?? expect.fail('no model is found')
    const { id, manifest, weights } = await readOwnModel(found)
    expect([id, manifest, text(weights)]).toEqual(['trained-1', MANIFEST, 'numbers'])
  })

  it.each<[string, () => Promise<DataFile[]>]>([
    ['an image', async () => [file('cat.png')]],
    ['a data set that has a manifest of its own', async () => [file('cats/1.png'), file('manifest.json', '{}')]],
    ['its zip', async () => [await zip([file('cats/1.png'), file('manifest.json', '{}')])]],
    ['a zip that is cut short', async () => [{ path: 'a.zip', blob: (await zip(model())).blob.slice(0, 60) }]],
    ['nothing', async () => []],
  ])('are not what is %s', async (_, make) => {
    expect(await findModelFiles(await make())).toBeNull()
  })

  it.each<[string, () => Promise<DataFile[]>, string]>([
    ['weights are missing', async () => model().slice(0, 1), 'no weights.safetensors among the files'],
    ['the manifest is missing', async () => model('a/').slice(1), 'weights file is cut short'],
    [
      'the two are apart',
      async () => [...model('a/').slice(1), ...model('b/').slice(0, 1)],
      'weights file is cut short',
    ],
    ['there are several', async () => [...model('a/'), ...model('b/')], 'There are 2 models'],
    ['the manifest is no JSON', async () => [file('manifest.json', '<html>'), ...model().slice(1)], 'not JSON'],
    ['it has no id', async () => [file('manifest.json', '{"id": "../x"}'), ...model().slice(1)], '"id"'],
    [
      'it is large',
      async () => [file('manifest.json', new Uint8Array(MAX_MANIFEST_BYTES + 1)), ...model().slice(1)],
      '8,388,609 bytes',
    ],
    [
      'it unpacks to much',
      async () => [await zip([file('manifest.json', new Uint8Array(MAX_MANIFEST_BYTES + 1)), ...model().slice(1)])],
      '8,388,609 bytes',
    ],
    ['its zip is cut short', async () => [{ path: 'a.zip', blob: (await zip(model())).blob.slice(0, 60) }], '"a.zip"'],
  ])('are refused if %s', async (_, make, named) => {
    const message = await messageOf(async () => readOwnModel(await make()))
    expect(message).toContain(named)
    expect(message, 'what to do').toMatch(/; (choose|export|fetch)/)
  })
})

describe('reading', () => {
  it.each<[string, () => Promise<DataFile[]>]>([
    ['loose files', async () => model()],
    ['a zip', async () => [await zip(model('a/'), 6)]],
  ])('%s reports progress, and stops when nobody waits for it', async (_, make) => {
    const steps: [number, number][] = []
    await readOwnModel(await make(), { checkpoint: async (...step) => void steps.push(step) })
    expect(steps).toContainEqual([MANIFEST.length, MANIFEST.length])
    expect(steps.at(-1)).toEqual(['numbers'.length, 'numbers'.length])
    const cancel = () => Promise.reject(new JobCancelled())
    await expect(readOwnModel(await make(), { checkpoint: cancel })).rejects.toBeInstanceOf(JobCancelled)
  })

  it('refuses weights that are too large without reading them', async () => {
    const [manifest, weights] = model() as [DataFile, DataFile]
    const huge = { size: MAX_WEIGHTS_BYTES + 1, stream: () => expect.unreachable('they are read') } as unknown as Blob
    const message = await messageOf(() => readOwnModel([manifest, { ...weights, blob: huge }]))
    expect(message).toContain('"weights.safetensors" has 536,870,913 bytes where a model\'s has at most 536,870,912')
  })
})

describe('a format without a usual name', () => {
  /** One file whose beginning says what it is, with no manifest beside it. */
  const SIGNED: CheckpointFormat = {
    opens: 'a .net file',
    holdsWeights: (name) => name.endsWith('.net'),
    beginsLikeWeights: (head) => head[0] === 0x4e,
    async read(weights, _, control) {
      const checkpoint = { id: 'signed', manifest: '{}', weights: await weights.load(100, control) }
      return { kind: 'whole', checkpoint }
    },
  }
  const formats = [SIGNED]

  it.each<[string, () => Promise<DataFile[]>]>([
    ['alone', async () => [file('a.net', 'Numbers')]],
    ['beside one that is not', async () => [file('other.net', 'x'), file('a.net', 'Numbers')]],
    ['in a zip', async () => [await zip([file('a/other.net', 'x'), file('a/a.net', 'Numbers')], 6)]],
  ])('is found by its first bytes %s', async (_, make) => {
    const found = (await findModelFiles(await make(), formats)) ?? expect.fail('no model is found')
    expect(text((await readOwnModel(found, undefined, formats)).weights)).toBe('Numbers')
    expect(await findModelFiles(await make()), 'where the format is not registered').toBeNull()
  })

  it('is not assumed from the name, nor is a second one', async () => {
    expect(await findModelFiles([file('a.net', 'x')], formats)).toBeNull()
    const two = [file('a.net', 'N1'), file('b.net', 'N2')]
    expect(await messageOf(() => readOwnModel(two, undefined, formats))).toContain('There are 2 models')
    expect(await messageOf(() => readOwnModel([file('a.net', 'x')], undefined, formats))).toContain(
      'choose a .net file',
    )
  })

  it.each([0, 9])('is searched for within few bytes, compressed at level %i', async (level) => {
    const lengths: number[] = []
    const watching = { ...SIGNED, beginsLikeWeights: (head: Uint8Array) => lengths.push(head.length) < 0 }
    const long = file('long.net', new Uint8Array(5 * MAX_CHECKPOINT_HEAD_BYTES))
    const many = [long, ...Array.from({ length: MAX_CHECKPOINT_HEADS }, (_, i) => file(`${i}.net`))]
    expect(await findModelFiles([await zip(many, level)], [watching])).toBeNull()
    expect(lengths).toEqual([MAX_CHECKPOINT_HEAD_BYTES, ...Array(MAX_CHECKPOINT_HEADS - 1).fill(1)])
    lengths.length = 0
    expect(await findModelFiles(many, [watching])).toBeNull()
    expect(lengths).toEqual([MAX_CHECKPOINT_HEAD_BYTES, ...Array(MAX_CHECKPOINT_HEADS - 1).fill(1)])
  })
})
