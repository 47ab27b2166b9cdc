import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectSentence, messageOf } from '../testing/sentence'
import { findGalleryImage, type GalleryImage } from './gallery'
import { fetchGalleryFile } from './galleryFile'

const ANSWERS: Readonly<Record<string, (response: ServerResponse) => void>> = {
  '/whole': (response) => void response.end('pixels'),
  '/missing': (response) => void response.writeHead(404).end('not here'),
  '/silent': () => {},
  '/stalled': (response) => void response.writeHead(200, { 'content-length': 100 }).write('pix'),
  '/cut': (response) => {
    response.writeHead(200, { 'content-length': 100 })
    response.write('pix', () => setTimeout(() => response.destroy(), 20))
  },
}

let server: Server
const at = (path: string): GalleryImage => {
  const { port } = server.address() as AddressInfo
  return {
    ...(findGalleryImage('cifar10_00000_3') as GalleryImage),
    url: `http://127.0.0.1:${port}${path}`,
    alt: 'cat',
  }
}

beforeAll(async () => {
  server = createServer(({ url }, response) => ANSWERS[url ?? '']?.(response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
})

it('an image of the gallery is fetched', async () => {
  expect(await (await fetchGalleryFile(at('/whole'))).text()).toBe('pixels')
})

it.each(['/missing', '/silent', '/stalled', '/cut'])('one that does not come ends in a sentence: %s', async (path) => {
  expectSentence(
    await messageOf(() => fetchGalleryFile(at(path), 100)),
    'image "cat" could not be fetched',
    'try again',
  )
})
