import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { CACHE_NAME, dropOthers, keptUnder } from '../../serviceWorker/keptFiles'
import { expectSentence, messageOf } from '../../testing/sentence'
import { countKept, type FileBrowser, keepFiles, listFiles } from './keepFiles'

const BASE = 'https://host.example/foo/'
/** Of as many times the letter. */
const listed = (path: string, bytes: number, letter = 'x') => {
  const hash = createHash('sha256').update(letter.repeat(bytes)).digest('hex').slice(0, 16)
  return { path, bytes, hash }
}
const FILES = [listed('assets/weights-a.safetensors', 10), listed('images/cat.png', 3), listed('data/set.bin', 20)]

/** Keeps as a browser does, until it holds `quota` bytes. */
function browser({ quota = 1000, fails = [] as readonly string[], sends = 'x' } = {}) {
  const kept = new Map<string, string>()
  const fetched: string[] = []
  const cache = {
    keys: async () => [...kept.keys()].map((url) => ({ url })),
    delete: async (url: string) => kept.delete(url),
    async put(url: string, response: Response) {
      const text = await response.text()
      if ([...kept.values(), text].join('').length > quota) throw new DOMException('full', 'QuotaExceededError')
      kept.set(url, text)
    },
  } as unknown as Cache
  const parts: FileBrowser = {
    base: BASE,
    async fetch(url) {
      fetched.push(url)
      const file = FILES.find(({ path }) => url === `${BASE}${path}`)
      if (file === undefined || fails.includes(file.path)) return new Response('', { status: 404 })
      return new Response(sends.repeat(file.bytes))
    },
    caches: { open: async (name) => (name === CACHE_NAME ? cache : expect.fail(name)) },
  }
  return { parts, cache, kept, fetched }
}

describe('files that are made available offline', () => {
  it('are kept under the hashes of their contents, each fetched once', async () => {
    const { parts, kept, fetched } = browser()
    const told: number[] = []
    await keepFiles(FILES.slice(0, 1), parts)
    await keepFiles(FILES, parts, ({ bytes }) => told.push(bytes))
    expect([...kept.keys()]).toEqual(FILES.map((file) => keptUnder(file, BASE)))
    expect(fetched).toHaveLength(3)
    expect(told).toEqual([13, 33])
    expect(await countKept(FILES, parts)).toEqual({ bytes: 33, totalBytes: 33 })
  })

  it('of another content are fetched anew, and those of before are dropped', async () => {
    const { parts, cache, kept } = browser()
    await keepFiles(FILES, parts)
    const renewed = [listed('assets/weights-a.safetensors', 10, 'y'), ...FILES.slice(1)]
    expect(await countKept(renewed, parts)).toEqual({ bytes: 23, totalBytes: 33 })
    await keepFiles(renewed, { ...parts, fetch: async () => new Response('y'.repeat(10)) })
    await dropOthers(cache, renewed, BASE)
    expect([...kept.keys()].toSorted()).toEqual(renewed.map((file) => keptUnder(file, BASE)).toSorted())
  })

  it('that do not fit are reported in words, and what fits stays', async () => {
    const { parts, kept } = browser({ quota: 15 })
    const message = await messageOf(() => keepFiles(FILES, parts))
    expectSentence(message, 'storage', 'full', 'make space')
    expect(kept.size).toBe(2)
  })

  it('that can not be downloaded are named', async () => {
    const { parts } = browser({ fails: ['images/cat.png'] })
    expectSentence(await messageOf(() => keepFiles(FILES, parts)), 'images/cat.png', 'connection')
  })

  it.each([
    ['a page that asks for a login', '<html>'],
    ['other bytes', 'z'],
  ])('that are something else, %s, are not kept', async (_, sends) => {
    const { parts, kept } = browser({ sends })
    expectSentence(await messageOf(() => keepFiles(FILES, parts)), 'weights-a', 'could not be downloaded', 'try again')
    expect(kept.size).toBe(0)
  })
})

it.each([
  ['nobody answers', () => Promise.reject(new TypeError('Failed to fetch'))],
  ['a page asks for a login', async () => new Response('<html>')],
  ['it is not there', async () => new Response('', { status: 404 })],
])('the list of files ends in a sentence where %s', async (_, answer) => {
  expectSentence(
    await messageOf(() => listFiles({ ...browser().parts, fetch: answer })),
    'could not be read',
    'try again',
  )
})
