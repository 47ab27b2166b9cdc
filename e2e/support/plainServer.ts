/** @file A host that sets no headers and serves the built page below a path, as GitHub Pages does. */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'

const DIST = join(import.meta.dirname, '..', '..', 'dist')
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
}

/** The media type of a file. */
export const typeOf = (file: string): string => TYPES[extname(file)] ?? 'application/octet-stream'

export interface PlainServer {
  readonly url: string
  /** What a file holds from now on, made of what the build holds; by its name. */
  readonly changed: Map<string, (text: string) => string>
  /** Files that the host lacks from now on, by their names. */
  gone: RegExp | null
  readonly close: () => Promise<void>
}

/** @param headers of every answer */
export async function servePlainly(
  below: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<PlainServer> {
  const host: Pick<PlainServer, 'changed' | 'gone'> = { changed: new Map(), gone: null }
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (!pathname.startsWith(below)) {
      response.writeHead(404).end()
      return
    }
    const name = normalize(decodeURIComponent(pathname.slice(below.length))) || 'index.html'
    const file = name === '.' ? 'index.html' : name
    try {
      if (host.gone?.test(file)) throw new Error('gone')
      const content = await readFile(join(DIST, file))
      const change = host.changed.get(file)
      response.writeHead(200, { ...headers, 'Content-Type': typeOf(file) })
      response.end(change === undefined ? content : change(content.toString()))
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return Object.assign(host, {
    url: `http://localhost:${(server.address() as AddressInfo).port}${below}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  })
}
