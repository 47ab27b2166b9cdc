import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { messageOf } from '../../testing/sentence'
import { openDataSet } from './openDataSet'
import { bytesOf, cifar10Record, dataFile, fakeDecode, joined, TAR_END, tarEntry } from './testArchives'
import type { DataFile } from './types'

const open = (...files: DataFile[]) => openDataSet(files, { decode: fakeDecode })

describe('an archive among other files', () => {
  const batch = () =>
    dataFile('download/test_batch.bin.gz', gzipSync(joined(tarEntry('test_batch.bin', cifar10Record(1, 1)), TAR_END)))

  it('is opened, and the others are reported', async () => {
    const { labels, problems } = await open(dataFile('download/readme.txt', bytesOf('About it.')), batch())
    expect([...labels]).toEqual([1])
    expect(problems.first.map(({ message }) => message)).toEqual([
      '"download/readme.txt" is next to the archive, so it is left out; open it alone to use it',
    ])
  })

  it('is refused if there are two', async () => {
    expect(await messageOf(() => open(batch(), batch()))).toBe(
      '"download" has 2 archives or data sets; choose one of them.',
    )
  })
})
