import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectSentence, messageOf } from '../../testing/sentence'
import { fetchBytes, fetchWithin } from './fetchBytes'

const BODY = new Uint8Array(100_000).map((_, i) => i % 251)

const PAGES: Record<string, (response: ServerResponse) => void> = {
  '/whole': (response) => void response.end(BODY),
  '/missing': (response) => void response.writeHead(404).end('not here'),
  // Without an end and without a length: only reading tells how much there is.
  '/endless': (response) => {
    const more = () => {
      while (!response.destroyed && response.write(BODY));
      response.once('drain', more)
    }
    more()
  },
  '/stalled': (response) => {
    response.writeHead(200, { 'content-length': BODY.length })
    response.write(BODY.subarray(0, 1000))
  },
  '/silent': () => {},
  '/cut': (response) => {
    response.writeHead(200, { 'content-length': BODY.length })
    response.write(BODY.subarray(0, 1000), () => setTimeout(() => response.destroy(), 20))
  },
}

let server: Server
let origin: string

beforeAll(async () => {
  server = createServer(({ url }, response) => PAGES[url ?? '']?.(response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
})

describe('fetchBytes', () => {
  it('returns the bytes, up to the limit', async () => {
    const bytes = await fetchBytes('weights', `${origin}/whole`, BODY.length)
    expect(new Uint8Array(bytes)).toEqual(BODY)
  })

  it.each([
    ['larger by one than allowed', '/whole', BODY.length - 1, 'larger than the 99,999 bytes'],
    ['without an end', '/endless', 1000, 'larger than the 1,000 bytes'],
    ['that is not there', '/missing', 1000, 'HTTP 404'],
    ['whose connection is cut', '/cut', BODY.length, 'not fetched to its end'],
  ])('refuses a file %s', async (_, path, maxBytes, part) => {
    expectSentence(await messageOf(() => fetchBytes('weights', origin + path, maxBytes)), 'The weights file', part)
  })

  it.each(['/stalled', '/silent'])('gives up on a server that sends nothing more: %s', async (path) => {
    const wanted = { name: 'weights', url: origin + path, maxBytes: BODY.length, onBytes: undefined }
    expectSentence(await messageOf(() => fetchWithin(50, wanted)), 'The weights file', 'stopped arriving', 'retry')
  })

  it('says that nobody answers', async () => {
    // Port 9, "discard", is one that fetch does not even try.
    const message = await messageOf(() => fetchBytes('manifest', 'http://127.0.0.1:9/', 1000))
    expectSentence(message, 'The manifest file', 'connection')
  })

  it('reports how many bytes have arrived, up to all of them', async () => {
    const received: number[] = []
    await fetchBytes('weights', `${origin}/whole`, BODY.length, async (bytes) => void received.push(bytes))
    expect(received.at(-1)).toBe(BODY.length)
    expect(received).toEqual([...received].sort((a, b) => a - b))
  })

  it('stops reading when told to', async () => {
    const stop = async () => {
      throw new Error('stopped')
    }
    expect(await messageOf(() => fetchBytes('weights', `${origin}/endless`, 1e9, stop))).toBe('stopped')
  })
})
