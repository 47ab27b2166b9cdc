/** @file A local hub for tests: it lists parquet files and serves parts of them, or does whatever a test asks. */
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Handler = (request: IncomingMessage, response: ServerResponse) => void

export const fixture = (name: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(new URL(`../fixtures/hub/${name}`, import.meta.url)))

export interface TestHub {
  readonly endpoint: string
  /** Method, path and range of every request so far. */
  readonly requests: readonly string[]
  /** Overrides by path, which come before everything else. */
  readonly handlers: Map<string, Handler>
  /** Files of each split of each configuration of `id`, by the names of fixtures. */
  readonly list: (id: string, configs: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>) => void
  readonly close: () => Promise<void>
}

export async function startHub(): Promise<TestHub> {
  const requests: string[] = []
  const handlers = new Map<string, Handler>()
  const server = createServer((request, response) => {
    const { method, url = '/', headers } = request
    // Like the hub, allows any page to make requests and to read the headers it needs.
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.setHeader('Access-Control-Allow-Headers', 'Range')
    response.setHeader('Access-Control-Expose-Headers', 'Content-Range, Link, X-Error-Code')
    requests.push([method, url, headers.range].filter(Boolean).join(' '))
    const handler = handlers.get(url)
    if (handler) handler(request, response)
    else if (url.startsWith('/files/')) sendFile(request, response, fixture(url.slice('/files/'.length)))
    else sendStatus(401, { 'X-Error-Code': 'RepoNotFound' })(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    endpoint,
    requests,
    handlers,
    list(id, configs) {
      const listing = JSON.stringify(configs, (_, value) =>
        Array.isArray(value)
          ? value.map((name) => (name.includes(':') ? name : `${endpoint}/files/${name}.parquet`))
          : value,
      )
      handlers.set(`/api/datasets/${id}/parquet`, (_, response) => response.end(listing))
    },
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

export const sendStatus =
  (status: number, headers: Readonly<Record<string, string>> = {}): Handler =>
  (_, response) => {
    response.writeHead(status, headers).end()
  }

export function sendFile({ method, headers }: IncomingMessage, response: ServerResponse, bytes: Uint8Array): void {
  const range = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '')
  if (method === 'HEAD' || range === null) {
    response.writeHead(200, { 'Content-Length': bytes.length }).end(method === 'HEAD' ? undefined : bytes)
    return
  }
  const start = Number(range[1])
  const part = bytes.subarray(start, range[2] ? Number(range[2]) + 1 : undefined)
  const place = `bytes ${start}-${start + part.length - 1}/${bytes.length}`
  response.writeHead(206, { 'Content-Length': part.length, 'Content-Range': place }).end(part)
}
