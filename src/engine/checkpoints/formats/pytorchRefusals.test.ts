/** @file Checkpoints of PyTorch that are not read, or not all of them: each says why, and takes no more memory than its size. */
import { crc32 } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { tarEntry, type ZipFile, zipOf } from '../../../images/datasets/testArchives'
import { checkpointGoldens } from '../../../testing/checkpointGoldens'
import { expectSentence, messageOf } from '../../../testing/sentence'
import { checkpointFile } from '../../../worker/models/checkpointFiles'
import { JobCancelled, UNCONTROLLED } from '../../jobControl'
import { pytorch, pytorchContents } from './pytorch'

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))

const entry = (name: string, packed: Uint8Array, more: Partial<ZipFile> = {}): ZipFile => ({
  name,
  packed,
  size: packed.length,
  crc32: crc32(packed),
  ...more,
})

/** A state dict of one tensor: `places` are its offset, shape and strides as pickled. */
const pickleOf = (places: string, storageClass = 'FloatStorage', length = 'K\x06') =>
  bytes(
    `}U\x01wctorch._utils\n_rebuild_tensor_v2\n((U\x07storagectorch\n${storageClass}\nU\x010U\x03cpu${length}tQ${places}\x89NtRs.`,
  )

const MATRIX = 'K\x00K\x02K\x03\x86K\x03K\x01\x86'
const STORAGE = new Uint8Array(24)

const fileOf = (content: Uint8Array) => checkpointFile({ path: 'net.pth', blob: new Blob([new Uint8Array(content)]) })
const zip = (...files: readonly ZipFile[]) => fileOf(zipOf(files))
const checkpoint = (pickle: Uint8Array, storage = STORAGE) =>
  zip(entry('net/data.pkl', pickle), entry('net/data/0', storage))

/** Opened, and all tensors of its first state dict read. */
async function readAll(file: ReturnType<typeof fileOf>) {
  const { stateDicts, notes } = await pytorchContents(file, UNCONTROLLED)
  const read = await Promise.all(
    [...(stateDicts[0]?.tensors.values() ?? [])].map((tensor) => tensor.read(UNCONTROLLED)),
  )
  return { lengths: read.map(({ length }) => length), notes }
}

it('the unmodified checkpoint is read', async () => {
  expect(await readAll(checkpoint(pickleOf(MATRIX)))).toEqual({ lengths: [24], notes: [] })
})

describe('a checkpoint is refused with a remedy', () => {
  it.each<[string, () => ReturnType<typeof fileOf>, ...string[]]>([
    [
      'a TorchScript program',
      () => zip(entry('net/data.pkl', pickleOf(MATRIX)), entry('net/code/a.py', STORAGE)),
      'TorchScript',
    ],
    ['a zip without a pickle', () => zip(entry('net/data/0', STORAGE)), 'no data.pkl'],
    [
      'a zip of two files of one name',
      () =>
        zip(
          entry('net/data.pkl', pickleOf(MATRIX)),
          entry('net/data/0', STORAGE),
          entry('net/data/0', new Uint8Array(3)),
        ),
      'several files of one name',
    ],
    ['numbers that are missing', () => zip(entry('net/data.pkl', pickleOf(MATRIX))), 'lacks the numbers "data/0"'],
    ['numbers that are cut short', () => checkpoint(pickleOf(MATRIX), STORAGE.slice(4)), '20 bytes', 'says 24'],
    ['a pickle that is cut short', () => checkpoint(pickleOf(MATRIX).slice(0, -9)), 'cut short'],
    ['a pickle without tensors', () => checkpoint(bytes('}.')), 'holds no tensors'],
    ['tensors that are no weights', () => checkpoint(bytes('}U\x09optimizer}s.')), 'holds no tensors'],
    ['PyTorch’s oldest format', () => fileOf(tarEntry('sys_info', bytes('x'))), 'oldest format'],
  ])('%s', async (_, file, ...parts) => {
    expect(pytorch.beginsLikeWeights?.(await file().head())).toBe(true)
    expectSentence(await messageOf(() => readAll(file())), ...parts)
  })

  it('numbers that were changed, by their checksum', async () => {
    const packed = zip(entry('net/data.pkl', pickleOf(MATRIX)), entry('net/data/0', STORAGE, { crc32: 1 }))
    expect(await messageOf(() => readAll(packed))).toContain('"net/data/0" is damaged')
  })

  it('files that share their bytes', async () => {
    const pickle = pickleOf(MATRIX)
    const shared = Array.from({ length: 50 }, (_, i) => entry(`net/data/${i}`, pickle, { offset: 0 }))
    const one = zipOf([entry('net/data.pkl', pickle), ...shared])
    // Of the fifty copies only the list is left.
    const end = one.subarray(one.length - 22)
    const view = new DataView(end.buffer, end.byteOffset)
    const list = one.subarray(view.getUint32(16, true), one.length - 22)
    const first = one.subarray(0, 30 + 'net/data.pkl'.length + pickle.length)
    const bomb = new Uint8Array([...first, ...list, ...end])
    new DataView(bomb.buffer).setUint32(bomb.length - 6, first.length, true)
    expect(await messageOf(() => readAll(fileOf(bomb)))).toContain('files share bytes')
  })
})

describe('an unusable tensor is left out and reported', () => {
  it.each<[string, Uint8Array]>([
    ['larger than its storage', pickleOf('K\x00K\x09K\x03\x86K\x03K\x01\x86')],
    ['that begins beyond it', pickleOf('K\x07K\x02K\x03\x86K\x03K\x01\x86')],
    ['expanded to any size', pickleOf('K\x00J\xff\xff\xff\x7fJ\xff\xff\xff\x7f\x86K\x00K\x00\x86')],
    ['of complex numbers', pickleOf(MATRIX, 'ComplexFloatStorage')],
    ['of a class that is no storage', pickleOf(MATRIX, 'Module')],
  ])('%s', async (_, pickle) => {
    const { lengths, notes } = await readAll(checkpoint(pickle))
    expect(lengths).toEqual([])
    expect(notes).toEqual(['The tensor "w" is of a kind that is not read here.'])
  })

  it('and no storage beyond the file’s size is read', async () => {
    const huge = pickleOf(MATRIX, 'FloatStorage', 'J\xff\xff\xff\x7f')
    expectSentence(await messageOf(() => readAll(checkpoint(huge))), '8,589,934,588 bytes', 'allowed for its file')
  })
})

describe('reading a checkpoint', () => {
  it('stops when nobody waits for it, in both formats', async () => {
    const goldens = await checkpointGoldens()
    const cancel = { checkpoint: () => Promise.reject(new JobCancelled()) }
    for (const name of ['zip-2.pth', 'legacy-2.pth']) {
      const file = fileOf(goldens.get(name)?.bytes ?? expect.fail(name))
      await expect(pytorchContents(file, cancel)).rejects.toBeInstanceOf(JobCancelled)
    }
  })

  it('takes as much of a legacy file’s beginning as its pickles are long', async () => {
    const { bytes: legacy } = (await checkpointGoldens()).get('legacy-2.pth') ?? expect.fail('it is missing')
    const slices: number[] = []
    const blob = new Blob([new Uint8Array(legacy), new Uint8Array(4 * 1024 * 1024)])
    const { slice } = Blob.prototype
    blob.slice = (start = 0, end = blob.size) => {
      slices.push(end - start)
      return slice.call(blob, start, end)
    }
    await pytorchContents(checkpointFile({ path: 'net.pth', blob }), UNCONTROLLED)
    expect(Math.max(...slices)).toBe(1024 * 1024)
  })
})
