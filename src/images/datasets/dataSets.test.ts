import { describe, expect, it, vi } from 'vitest'
import { JobCancelled } from '../../engine/jobControl'
import { UnpackingHere } from '../../testing/bombs/unpackHere'
import { messageOf } from '../../testing/sentence'
import { DataSets } from './dataSets'
import { startHub } from './hub/testHub'
import { openDataSet } from './openDataSet'
import { balancedSubset } from './subset'
import { bytesOf, cifar10Pixels, cifar10Record, dataFile, fakeDecode } from './testArchives'

const batch = (...labels: number[]) =>
  dataFile('test_batch.bin', ...labels.map((label) => cifar10Record(label, label + 1)))

describe('DataSets', () => {
  it('opens files, describes them, and returns their images', async () => {
    const dataSets = new DataSets(fakeDecode)
    const summary = await dataSets.open({ files: [batch(2, 99, 0, 2)] })
    expect(structuredClone(summary)).toMatchObject({
      name: 'test_batch.bin',
      format: 'CIFAR-10 binary batches',
      count: 3,
      classCounts: [1, 0, 2, 0, 0, 0, 0, 0, 0, 0],
      splits: [{ name: 'test', start: 0, count: 3 }],
      size: 32,
      problems: { count: 1, first: [{ name: 'test_batch.bin', record: 1 }] },
    })
    const { images } = await dataSets.images({ id: summary.id, indices: [1, 0], size: 32 })
    expect(images.map(({ index, name, label }) => [index, name, label])).toEqual([
      [1, 'test_batch.bin, record 2', 0],
      [0, 'test_batch.bin, record 0', 2],
    ])
    expect(images[0]?.image).toEqual({
      pixels: Float32Array.from(cifar10Pixels(1), (byte) => byte / 255),
      height: 32,
      width: 32,
    })
  })

  it('gives the worker itself what it evaluates', async () => {
    const dataSets = new DataSets()
    const { id } = await dataSets.open({ files: [batch(...Array.from({ length: 100 }, (_, i) => i % 10))] })
    const dataSet = dataSets.get(id)
    const subset = balancedSubset(dataSet.labels, 20, 1)
    let images = 0
    for await (const { labels, indices } of dataSet.read(subset, { size: 32, batchSize: 8 })) {
      expect([...labels]).toEqual([...indices].map((index) => index % 10))
      images += labels.length
    }
    expect(images).toBe(20)
  })

  it('chooses no more than requested, and says how balanced they are', async () => {
    const dataSets = new DataSets()
    const { id } = await dataSets.open({ files: [batch(0, 0, 0, 0, 0, 0, 0, 1, 2, 2, 2)] })
    const choose = (count: number) => dataSets.subset({ id, count, seed: 1, split: null, classLists: [] })
    for (const count of [1, 3, 6, 11, 1000]) expect(choose(count).indices).toHaveLength(Math.min(count, 11))
    expect([1, 3, 6, 1000].map((count) => choose(count).perClass)).toEqual([
      { least: 0, most: 1 },
      { least: 1, most: 1 },
      { least: 1, most: 3 },
      { least: 1, most: 7 },
    ])
  })

  it('takes the images of a plan in their order, or names the first that it does not have', async () => {
    const dataSets = new DataSets()
    const { id } = await dataSets.open({ files: [batch(0, 1, 2, 3)] })
    const take = (planned: readonly number[]) =>
      dataSets.subset({ id, count: 2, seed: 1, split: null, classLists: [['airplane', 'automobile', 'bird']], planned })
    expect(take([2, 0])).toMatchObject({ indices: [2, 0], labels: [2, 0] })
    expect(() => take([1, 3])).toThrow(/^The plan has image 3 of .*; choose the plan's models and images/)
    expect(() => take([7])).toThrow(/^The plan has image 7 of /)
  })

  it('says when all that it chose are of one class', async () => {
    const dataSets = new DataSets()
    const { id } = await dataSets.open({ files: [batch(4, 4, 4)] })
    const choose = (count: number) => dataSets.subset({ id, count, seed: 1, split: null, classLists: [] })
    const only = dataSets.get(id).classes[4]
    expect([1, 2, 3].map((count) => choose(count).perClass.only)).toEqual([undefined, only, only])
  })

  it('reports broken images when they are requested', async () => {
    const dataSets = new DataSets(fakeDecode)
    const png = Uint8Array.of(0x89, ...bytesOf('PNG\r\n\x1a\n'))
    const { id, problems } = await dataSets.open({
      files: [dataFile('pets/cat/1.png', png), dataFile('pets/cat/2.png', bytesOf('Text'))],
    })
    expect(problems.count).toBe(0)
    const output = await dataSets.images({ id, indices: [1, 0], size: 4 })
    expect(output.images.map(({ index }) => index)).toEqual([0])
    expect(output.problems.first[0]?.message).toBe('"pets/cat/2.png" is a text; choose another image')
  })

  it('forgets what was closed, and drops the oldest of five', async () => {
    const dataSets = new DataSets()
    const ids: string[] = []
    for (let i = 0; i < 5; i++) ids.push((await dataSets.open({ files: [batch(1)] })).id)
    const message = `The data set "${ids[0]}" is not open; choose its files again.`
    expect(await messageOf(() => dataSets.get(ids[0]!))).toBe(message)
    dataSets.close(ids[1]!)
    expect(await messageOf(() => dataSets.images({ id: ids[1]!, indices: [0], size: 32 }))).toContain('is not open')
    expect(dataSets.get(ids[2]!).labels).toHaveLength(1)
    dataSets.close('none')
  })

  it('keeps nothing open that was cancelled at the very end', async () => {
    const dataSets = new DataSets()
    const file = batch(1)
    const control = {
      checkpoint: async (step: number, steps: number) => {
        if (step === file.blob.size && steps === file.blob.size) throw new JobCancelled()
      },
    }
    await expect(dataSets.open({ files: [file] }, control)).rejects.toThrow(JobCancelled)
    expect(await messageOf(() => dataSets.get('data-set-1'))).toContain('is not open')
  })

  it('opens downloads like files, and keeps nothing that was cancelled at the very end', async () => {
    vi.stubGlobal('Worker', UnpackingHere)
    const hub = await startHub()
    hub.list('someone/shapes', { default: { train: ['train-0'] } })
    const source = { hub: { id: 'someone/shapes', endpoint: hub.endpoint } }
    const dataSets = new DataSets(fakeDecode)
    const { id, count, splits } = await dataSets.open(source)
    expect([id, count, splits]).toEqual(['data-set-1', 20, [{ name: 'train', start: 0, count: 20 }]])
    expect((await dataSets.images({ id, indices: [3], size: 4 })).images[0]?.label).toBe(0)

    let ends = 0
    const cancelling = {
      checkpoint: async (step: number, steps: number) => {
        // The last bytes are told of twice: when they come, and when the data set is open.
        if (step === steps && ++ends > 1) throw new JobCancelled()
      },
    }
    await expect(dataSets.open(source, cancelling)).rejects.toThrow(JobCancelled)
    expect(await messageOf(() => dataSets.get('data-set-2'))).toContain('is not open')
    await hub.close()
  })

  it('fetches a built-in set once, and keeps it beside two of a person’s own', async () => {
    let fetched = 0
    const dataSets = new DataSets(undefined, async (_, control) => {
      fetched++
      await control?.checkpoint(1, 1)
      return openDataSet([batch(4, 4)])
    })
    const { id } = await dataSets.open({ builtIn: 'fashion-mnist' })
    for (let i = 0; i < 3; i++) await dataSets.open({ files: [batch(1)] })
    dataSets.close(id)
    expect(dataSets.get(id).labels).toHaveLength(2)
    expect((await dataSets.open({ builtIn: 'fashion-mnist' })).id).toBe(id)
    expect(fetched).toBe(1)
  })

  it('returns no more images at once than a page shows', async () => {
    const dataSets = new DataSets()
    const { id } = await dataSets.open({ files: [batch(1)] })
    const indices = new Array<number>(257).fill(0)
    await expect(dataSets.images({ id, indices, size: 32 })).rejects.toThrow('257 images are requested')
  })
})
