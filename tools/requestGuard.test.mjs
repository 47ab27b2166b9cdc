import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { servedTo } from './served.mjs'

let folder
let server

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'served-'))
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Page</title>')
  const { preview } = await import('vite')
  server = await preview({
    ...servedTo(null),
    configFile: false,
    root: folder,
    logLevel: 'silent',
    build: { outDir: folder },
    preview: { ...servedTo(null).preview, host: '127.0.0.1', port: 0 },
  })
})

afterAll(async () => {
  await server?.close()
  await rm(folder, { recursive: true, force: true })
})

/** As no browser would send it. */
const ask = (path, { method = 'GET', headers = {} } = {}) =>
  new Promise((resolve, reject) => {
    const { port } = server.httpServer.address()
    const asked = request({ host: '127.0.0.1', port, path, method, headers, timeout: 5000 }, (response) => {
      let text = ''
      response.on('data', (piece) => {
        text += piece
      })
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }))
    })
    asked.on('timeout', () => asked.destroy(new Error('no answer')))
    asked.on('error', reject)
    asked.end()
  })

describe('the server of the page', () => {
  it.each([
    ['bytes=5-1', 200],
    ['bytes=0-99999999999999999999', 200],
    ['bytes=-5', 200],
    ['bytes=a-b', 200],
    ['bytes=0-1,2-3', 200],
    ['x', 200],
    ['bytes=0-1', 206],
    ['bytes=99999-', 416],
  ])('answers a request for the range %s with %i', async (range, status) => {
    expect((await ask('/index.html', { headers: { range } })).status).toBe(status)
  })

  it.each([
    ['/', 'GET', 200],
    ['/', 'HEAD', 200],
    ['/', 'POST', 404],
    ['/', 'OPTIONS', 404],
    ['/%', 'GET', 404],
    ['/nothing.js', 'GET', 404],
    ['/../../package.json', 'GET', 404],
    ['/..%2f..%2fpackage.json', 'GET', 404],
    ['/%2e%2e/%2e%2e/package.json', 'GET', 404],
    ['/@fs/etc/passwd', 'GET', 404],
    ['/', 'GET', 403, { host: 'evil.example' }],
  ])('answers %s by %s with %i, and its policy', async (path, method, status, headers = {}) => {
    const answer = await ask(path, { method, headers })
    expect(answer.status).toBe(status)
    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-security-policy': expect.stringContaining("default-src 'self'"),
      'permissions-policy': expect.stringContaining('camera=()'),
    })
  })

  it.each(['http://localhost:9999', 'http://evil.example', 'null'])(
    'gives nothing to the origin %s',
    async (origin) => {
      const { headers } = await ask('/', { headers: { origin } })
      expect(headers['access-control-allow-origin']).toBeUndefined()
    },
  )
})
