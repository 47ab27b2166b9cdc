/** @file Serves the built page, and misbehaves for chosen files as servers and networks do. */
import { readFile } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, normalize } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { typeOf } from '../../e2e/support/plainServer'
import { HEADERS } from '../../tools/securityHeaders.mjs'

const DIST = join(import.meta.dirname, '..', '..', 'dist')
const LATE_MS = 4000
const HTML = '<!doctype html><title>Sign in</title><p>Sign in to go on.</p>'

interface Answer {
  readonly content: Buffer
  readonly headers: Readonly<Record<string, string | number>>
  readonly response: ServerResponse
}

const half = (content: Buffer) => content.subarray(0, Math.floor(content.length / 2))

/** By what the server does, as the end of a sentence that begins with it. */
export const FAULTS = {
  'says nothing': () => {},
  'stalls in the middle'({ content, headers, response }) {
    response.writeHead(200, { ...headers, 'Content-Length': content.length })
    response.write(half(content))
  },
  'cuts it off'({ content, headers, response }) {
    response.writeHead(200, { ...headers, 'Content-Length': content.length })
    response.write(half(content), () => setTimeout(() => response.destroy(), 50))
  },
  'sends half, compressed'({ content, headers, response }) {
    response.writeHead(200, { ...headers, 'Content-Encoding': 'gzip' })
    response.end(half(gzipSync(content)))
  },
  'answers with a page to sign in'({ headers, response }) {
    response.writeHead(200, { ...headers, 'Content-Type': 'text/html' }).end(HTML)
  },
  'has lost it'({ headers, response }) {
    response.writeHead(404, { ...headers, 'Content-Type': 'text/html' }).end(HTML)
  },
  fails({ headers, response }) {
    response.writeHead(500, { ...headers, 'Content-Type': 'text/plain' }).end('error')
  },
  'sends other bytes'({ content, headers, response }) {
    response.writeHead(200, headers).end(content.map((byte, i) => byte ^ (1 + (i % 7))))
  },
  async 'begins late'({ content, headers, response }) {
    await wait(LATE_MS)
    response.writeHead(200, headers).end(content)
  },
} as const satisfies Readonly<Record<string, (answer: Answer) => void | Promise<void>>>

export type Fault = keyof typeof FAULTS

export interface MisbehavingServer {
  readonly url: string
  /** Misbehaves for the files whose paths match, until `behave`. */
  readonly misbehave: (fault: Fault, path: RegExp) => void
  /** Ends what still hangs. */
  readonly behave: () => void
  /** How many requests were answered wrongly. */
  readonly faults: () => number
  readonly close: () => Promise<void>
}

export async function serveBadly(): Promise<MisbehavingServer> {
  let wrong: { readonly fault: Fault; readonly path: RegExp } | null = null
  let faults = 0
  const badly = new Set<ServerResponse>()
  const server = createServer(async (request, response) => {
    const name = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname)).slice(1)
    const content = await readFile(join(DIST, name || 'index.html')).catch(() => null)
    if (content === null) {
      response.writeHead(404, HEADERS).end()
      return
    }
    const headers = { ...HEADERS, 'Content-Type': typeOf(name || 'index.html'), 'Cache-Control': 'no-cache' }
    const isWrong = wrong?.path.test(name) === true
    if (isWrong) faults++
    if (wrong !== null && isWrong) {
      badly.add(response)
      await FAULTS[wrong.fault]({ content, headers, response })
    } else response.writeHead(200, headers).end(content)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    misbehave(fault, path) {
      wrong = { fault, path }
      faults = 0
    },
    behave() {
      wrong = null
      // A server that is mended was begun anew.
      for (const response of badly) response.destroy()
    },
    faults: () => faults,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
