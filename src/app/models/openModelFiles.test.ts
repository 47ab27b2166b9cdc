import { describe, expect, it } from 'vitest'
import type { DataFile } from '../../images/datasets/types'
import { messageOf } from '../../testing/sentence'
import { findModelFiles, readOwnModel } from './openModelFiles'

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
    ['the manifest is missing', async () => model('a/').slice(1), 'no manifest.json among the files'],
    ['the two are apart', async () => [...model('a/').slice(1), ...model('b/').slice(0, 1)], 'no manifest.json'],
    ['there are several', async () => [...model('a/'), ...model('b/')], 'There are 2 models'],
    ['the manifest is no JSON', async () => [file('manifest.json', '<html>'), ...model().slice(1)], 'not JSON'],
    ['it has no id', async () => [file('manifest.json', '{"id": "../x"}'), ...model().slice(1)], '"id"'],
    [
      'it is large',
      async () => [file('manifest.json', new Uint8Array(2 ** 20 + 1)), ...model().slice(1)],
      '1,048,577 bytes',
    ],
    [
      'it unpacks to much',
      async () => [await zip([file('manifest.json', new Uint8Array(2 ** 20 + 1)), ...model().slice(1)])],
      '1,048,577 bytes',
    ],
    ['its zip is cut short', async () => [{ path: 'a.zip', blob: (await zip(model())).blob.slice(0, 60) }], '"a.zip"'],
  ])('are refused where %s', async (_, make, named) => {
    const message = await messageOf(async () => readOwnModel(await make()))
    expect(message).toContain(named)
    expect(message, 'what to do').toMatch(/; (choose|export|fetch)/)
  })
})
