/** @file Checkpoints without a manifest, wherever they lie among a person's files. */
import { describe, expect, it } from 'vitest'
import { findModelFiles } from '../../app/models/openModelFiles'
import { ModelReader } from '../../client/modelReader'
import { writeSafetensors } from '../../engine/checkpoints/writeSafetensors'
import { UNCONTROLLED } from '../../engine/jobControl'
import type { DataFile } from '../../images/datasets/types'
import { checkpointGoldens } from '../../testing/checkpointGoldens'
import { readingWorkerHere } from '../../testing/readingWorkerHere'
import { expectSentence, messageOf } from '../../testing/sentence'
import { readModel } from './readModel'

const golden = async (path: string, name = 'robust-model.pth'): Promise<DataFile> => {
  const { bytes } = (await checkpointGoldens()).get(name) ?? expect.fail(name)
  return { path, blob: new Blob([new Uint8Array(bytes)]) }
}
const other = (path: string): DataFile => ({ path, blob: new Blob(['x']) })

async function zip(...files: readonly DataFile[]): Promise<DataFile> {
  const { BlobReader, BlobWriter, ZipWriter } = await import('@zip.js/zip.js/lib/zip-core-custom.js')
  const writer = new ZipWriter(new BlobWriter('application/zip'), { level: 6, useWebWorkers: false })
  for (const { path, blob } of files) await writer.add(path, new BlobReader(blob))
  return { path: 'model.zip', blob: await writer.close() }
}

const find = (files: readonly DataFile[]) => findModelFiles(files, new ModelReader(readingWorkerHere))

describe('a PyTorch checkpoint', () => {
  it.each<[string, () => Promise<DataFile[]>]>([
    ['alone', async () => [await golden('net.pth')]],
    ['under any name', async () => [await golden('resnet-best')]],
    ['with two endings', async () => [await golden('net.pth.tar')]],
    ['in a folder', async () => [other('runs/log.txt'), await golden('runs/net.pt')]],
    ['in a zip', async () => [await zip(other('a/readme.md'), await golden('a/net.pth'))]],
    ['beside an image', async () => [other('cat.png'), await golden('net.ckpt')]],
  ])('is found and read %s', async (_, make) => {
    const opened = await readModel((await find(await make())) ?? expect.fail('no model is found'))
    if (opened.kind !== 'found') expect.fail('it has a manifest')
    expect(opened.found.sets.map(({ prefix }) => prefix)).toEqual(['module.model.', 'module.attacker.model.'])
    const { weights } = await opened.takeWeights(0, UNCONTROLLED)
    expect(weights.byteLength).toBeGreaterThan(10_000)
  })

  it('in the legacy format is found and read in a zip too', async () => {
    const opened = await readModel([await zip(await golden('net.pth', 'module-legacy.pth'))])
    expect(opened.kind === 'found' && opened.found.format).toBe('PyTorch checkpoint (legacy format)')
  })

  it('is not searched for beside a set of images', async () => {
    const images = [other('pets/cat/1.png'), other('pets/dog/1.png')]
    expect(await find([...images, await golden('pets/net.pth')])).toBeNull()
  })

  it('must be given alone if there are several', async () => {
    const two = [await golden('a.pth'), await golden('b.pth')]
    expect(await messageOf(() => readModel(two))).toContain('There are 2 models among the files; choose one of them.')
  })
})

it('with one output is refused when read, in words about its outputs', async () => {
  const tensor = (shape: readonly number[]) => ({ shape, values: new Float32Array(shape.reduce((a, b) => a * b, 1)) })
  const weights = writeSafetensors(
    new Map([
      ['0.weight', tensor([4, 12])],
      ['0.bias', tensor([4])],
      ['2.weight', tensor([1, 4])],
      ['2.bias', tensor([1])],
    ]),
  )
  const file = { path: 'one.safetensors', blob: new Blob([weights]) }
  expectSentence(await messageOf(() => readModel([file])), 'has 1 output, where a classifier has one for each of')
})
