import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it, vi } from 'vitest'
import { messageOf } from '../../testing/sentence'
import { Refusal } from '../refusal'
import { isTar, readTar } from './tar'
import { bytesOf, joined, TAR_END, tarEntry } from './testArchives'

async function* inPieces(bytes: Uint8Array, length: number) {
  for (let start = 0; start < bytes.length; start += length) yield bytes.subarray(start, start + length)
}

/** Every file's name and text, and the message that the archive ended with. */
async function readTexts(bytes: Uint8Array, length = 100): Promise<{ files: string[][]; message: string | null }> {
  const files: string[][] = []
  try {
    for await (const { name, body } of readTar(inPieces(bytes, length))) {
      const file = [name, '']
      files.push(file)
      for await (const piece of body) file[1] += new TextDecoder().decode(piece)
    }
    return { files, message: null }
  } catch (error) {
    expect(error).toBeInstanceOf(Refusal)
    return { files, message: (error as Error).message }
  }
}

const hello = tarEntry('a/hello.txt', bytesOf('Hello.'))
const long = 'x'.repeat(1500)
const three = joined(hello, tarEntry('b', bytesOf(long)), tarEntry('c', bytesOf('3')), TAR_END)

describe('readTar', () => {
  it.each(['long-names-pax.tar.gz', 'long-names-gnu.tar.gz'])('reads %s as Python wrote it', async (name) => {
    const bytes = gunzipSync(readFileSync(new URL(`fixtures/${name}`, import.meta.url)))
    const files = [
      [`${'folder/'.repeat(40)}größe.txt`, 'long'],
      ['short.txt', 'short'],
    ]
    for (const length of [1, 512, 1 << 20]) expect(await readTexts(bytes, length)).toEqual({ files, message: null })
  })

  it.each([1, 7, 511, 512, 513, 1 << 20])('gives the same files in pieces of %i bytes', async (length) => {
    const files = [
      ['a/hello.txt', 'Hello.'],
      ['b', long],
      ['c', '3'],
    ]
    expect(await readTexts(three, length)).toEqual({ files, message: null })
  })

  it('continues after a body that was not read, or only in part', async () => {
    const begun: string[] = []
    for await (const { name, body } of readTar(inPieces(three, 64))) {
      begun.push(name)
      if (name === 'b') for await (const _ of body) break
    }
    expect(begun).toEqual(['a/hello.txt', 'b', 'c'])
  })

  it('tells files from links, and from files whose zeros were left out', async () => {
    const sparse = bytesOf('26 GNU.sparse.size=123456\n')
    const archive = joined(
      tarEntry('hard', undefined, { kind: '1' }),
      tarEntry('soft', undefined, { kind: '2' }),
      tarEntry('gnu', bytesOf('2'), { kind: 'S' }),
      tarEntry('pax', sparse, { kind: 'x' }),
      tarEntry('posix', bytesOf('3')),
      hello,
      TAR_END,
    )
    const found: [string, string | null][] = []
    for await (const { name, insteadOfBytes } of readTar(inPieces(archive, 64))) found.push([name, insteadOfBytes])
    expect(found).toEqual([
      ['hard', 'link'],
      ['soft', 'link'],
      ['gnu', 'holes'],
      ['posix', 'holes'],
      ['a/hello.txt', null],
    ])
  })

  it('knows prefixes and sizes in base 256, and skips folders and devices', async () => {
    const size = new Uint8Array(12)
    size.set([0x80, 5], 0)
    size.set([6], 11)
    size[1] = 0
    const archive = joined(
      tarEntry('folder/', undefined, { kind: '5' }),
      tarEntry('device', undefined, { kind: '3' }),
      tarEntry('name', bytesOf('binary'), { size, prefix: 'pre/fix' }),
      TAR_END,
    )
    expect(await readTexts(archive)).toEqual({ files: [['pre/fix/name', 'binary']], message: null })
  })

  it('of any length yields the available bytes, and then reports the early end', async () => {
    for (let length = 512; length < three.length - TAR_END.length; length += 61) {
      const { files, message } = await readTexts(three.subarray(0, length))
      expect(message).toMatch(/^ends early, so part of the archive is missing; fetch/)
      const bytes = files.reduce((sum, [, text = '']) => sum + text.length, 0)
      const bodies = [Math.min(6, length - 512), Math.min(1500, length - 1536), Math.min(1, length - 3584)]
      expect([length, bytes]).toEqual([length, bodies.reduce((sum, body) => sum + Math.max(0, body), 0)])
    }
  })

  it.each([
    ['no archive', new Uint8Array(1000).fill(7), 'is not a tar archive; choose cifar-10-binary.tar.gz'],
    ['less than a header', bytesOf('short'), 'is not a tar archive; choose cifar-10-binary.tar.gz'],
    [
      'a damaged header',
      joined(hello, new Uint8Array(512).fill(7)),
      'is damaged: the header of one of its files is wrong; fetch the archive again',
    ],
    [
      'a size that is none',
      tarEntry('a', undefined, { size: '00000009zz' }),
      'is damaged: the size of one of its files is not a number; fetch the archive again',
    ],
    [
      'a size beyond all numbers',
      tarEntry('a', undefined, { size: new Uint8Array(12).fill(255) }),
      'is damaged: the size of one of its files is not a number; fetch the archive again',
    ],
    [
      'a name without end',
      tarEntry('a', undefined, { size: '77777777777', kind: 'L' }),
      'has a file name of 8,589,934,591 bytes, so it is damaged; fetch the archive again',
    ],
    [
      'a body without end',
      tarEntry('a', undefined, { size: '77777777777' }),
      'ends early, so part of the archive is missing; fetch the whole file',
    ],
  ])('refuses %s', async (_, bytes, expected) => {
    expect((await readTexts(bytes)).message).toBe(expected)
  })

  it('stops at the allowed number of entries, folders included', async () => {
    const names: string[] = []
    const reading = async () => {
      const folder = tarEntry('folder', undefined, { kind: '5' })
      const all = joined(hello, folder, tarEntry('b', bytesOf('2')), tarEntry('c', bytesOf('3')), TAR_END)
      for await (const { name } of readTar(inPieces(all, 512), 3)) names.push(name)
    }
    expect(await messageOf(reading)).toBe('has more than the 3 files allowed; choose cifar-10-binary.tar.gz')
    expect(names).toEqual(['a/hello.txt', 'b'])
  })

  it('releases its source, read to the end or not', async () => {
    const ended = vi.fn()
    async function* source() {
      try {
        yield* inPieces(three, 512)
      } finally {
        ended()
      }
    }
    for await (const _ of readTar(source())) break
    expect(ended).toHaveBeenCalledTimes(1)
    for await (const _ of readTar(source()));
    expect(ended).toHaveBeenCalledTimes(2)
  })

  it('passes on an error of its source unchanged', async () => {
    const reading = async () => {
      // biome-ignore lint/correctness/useYield: it fails before it gives anything.
      async function* source(): AsyncGenerator<Uint8Array> {
        throw new Refusal('has gone; choose it again')
      }
      for await (const _ of readTar(source()));
    }
    expect(await messageOf(reading)).toBe('has gone; choose it again')
  })
})

describe('isTar', () => {
  it('recognises an archive by its first header', () => {
    expect(isTar(hello)).toBe(true)
    expect(isTar(hello.subarray(0, 511))).toBe(false)
    const damaged = hello.slice()
    damaged[3] = 0
    expect(isTar(damaged)).toBe(false)
    expect(isTar(new Uint8Array(512))).toBe(false)
  })
})
