/** @file Downloads of a model's files, from a local hub that does all that a hub may do wrong. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { JobCancelled } from '../../../engine/jobControl'
import { type Handler, sendStatus, startHub, type TestHub } from '../../../images/datasets/hub/testHub'
import { expectSentence, messageOf } from '../../../testing/sentence'
import { downloadModel } from './downloadModel'
import { lookUpModel } from './lookUpModel'
import { addModel, fileAddress, memoryCache, storeAddress } from './testModelHub'

const ID = 'someone/net'
const WEIGHTS = 'model.safetensors'
const STORE = storeAddress(WEIGHTS)
const PART_BYTES = 100_000
/** Of more than two parts. */
const FILE = Uint8Array.from({ length: 5 * PART_BYTES + 12345 }, (_, i) => (i * 31 + (i >> 8)) % 251)
const CONFIG = new TextEncoder().encode('{"architecture": "resnet18"}')

let hub: TestHub
let cache: ReturnType<typeof memoryCache>
beforeEach(async () => {
  hub = await startHub()
  cache = memoryCache()
  addModel(hub, { id: ID, files: { [WEIGHTS]: FILE, 'config.json': CONFIG } })
})
afterEach(() => hub.close())

async function download(checkpoint: (step: number, steps: number) => Promise<void> = async () => {}) {
  const model = await lookUpModel({ id: ID, endpoint: hub.endpoint })
  const options = { cache, retryMs: 1, stallMs: 400, partBytes: PART_BYTES }
  return downloadModel({ model, path: WEIGHTS }, { checkpoint }, options)
}

async function expectWhole(files: Awaited<ReturnType<typeof download>>) {
  expect(files.map(({ path }) => path)).toEqual([`${ID}/${WEIGHTS}`, `${ID}/config.json`])
  const [weights, config] = await Promise.all(files.map(({ blob }) => blob.arrayBuffer()))
  expect(Buffer.compare(new Uint8Array(weights as ArrayBuffer), FILE)).toBe(0)
  expect(new Uint8Array(config as ArrayBuffer)).toEqual(CONFIG)
}

/** Ends the connection after so many bytes of what is asked for; `times` times, then serves as before. */
function dropAfter(bytes: number, times: number, isRanged = true): void {
  const whole = hub.handlers.get(STORE) as Handler
  let left = times
  hub.handlers.set(STORE, (request, response) => {
    if (!isRanged) delete request.headers.range
    if (left-- <= 0) return whole(request, response)
    const [, start = '0'] = /^bytes=(\d+)-/.exec(request.headers.range ?? '') ?? []
    const from = Number(start)
    const head = {
      'Content-Length': FILE.length - from,
      'Content-Range': `bytes ${from}-${FILE.length - 1}/${FILE.length}`,
    }
    response.writeHead(from > 0 ? 206 : 200, head)
    response.write(FILE.subarray(from, from + bytes), () => response.destroy())
  })
}

const stored = () => hub.requests.filter((each) => each.includes(STORE))

describe('a model of the hub', () => {
  it('is downloaded with its config, with progress, and kept by hash', async () => {
    let last = [0, 0]
    await expectWhole(
      await download(async (step, steps) => {
        expect(step).toBeGreaterThanOrEqual(last[0] as number)
        last = [step, steps]
      }),
    )
    expect(last).toEqual([FILE.length + CONFIG.length, FILE.length + CONFIG.length])
    const before = stored().length
    await expectWhole(await download())
    expect(stored().length, 'is not downloaded again').toBe(before)
  })

  it('continues by a range where the connection dropped', async () => {
    dropAfter(PART_BYTES + 1000, 2)
    await expectWhole(await download())
    expect(stored().length).toBe(3)
    expect(stored()[1]).toMatch(/bytes=\d{6}-$/)
  })

  it('is downloaded again as a whole if the server serves no ranges', async () => {
    dropAfter(PART_BYTES + 1000, 1, false)
    await expectWhole(await download())
    expect(stored().length).toBe(2)
  })

  it('is downloaded again as a whole if the server refuses the range', async () => {
    dropAfter(1000, 1)
    const dropping = hub.handlers.get(STORE) as Handler
    hub.handlers.set(STORE, (request, response) => {
      if (request.headers.range) sendStatus(416)(request, response)
      else dropping(request, response)
    })
    await expectWhole(await download())
  })

  it('continues after a cancelled download', async () => {
    const stop = async (step: number) => {
      if (step > 1.5 * PART_BYTES) throw new JobCancelled()
    }
    await expect(download(stop)).rejects.toBeInstanceOf(JobCancelled)
    await expectWhole(await download())
    expect(stored().at(-1)).toMatch(/bytes=1\d{5}-$/)
  })
})

describe('a failed download', () => {
  it('reports a dropped connection, and continues from there', async () => {
    dropAfter(PART_BYTES + 5, 1)
    const once = hub.handlers.get(STORE) as Handler
    hub.handlers.set(STORE, (request, response) => {
      if (request.headers.range) request.socket.destroy()
      else once(request, response)
    })
    const message = await messageOf(download)
    expectSentence(message, ID)
    expect(message).toMatch(/cut off after [\d,]+ of 512,345 bytes/)
    addModel(hub, { id: ID, files: { [WEIGHTS]: FILE, 'config.json': CONFIG } })
    await expectWhole(await download())
    expect(stored().at(-1)).toMatch(/bytes=\d+-/)
  })

  it('reports a server without ranges that always drops at the same place', async () => {
    dropAfter(1000, 1000, false)
    expect(await messageOf(download)).toMatch(/cut off after/)
    expect(stored().length).toBeLessThan(10)
  })

  it('reports a wrong hash, and is correct the next time', async () => {
    const right = hub.handlers.get(STORE) as Handler
    hub.handlers.set(STORE, (_, response) => response.end(FILE.map((byte) => byte ^ 1)))
    const message = await messageOf(download)
    expectSentence(message, ID)
    expect(message).toMatch(/arrived with the hash [0-9a-f]{12}… where the hub says/)
    expect(cache.kept.size).toBe(0)
    hub.handlers.set(STORE, right)
    await expectWhole(await download())
  })

  it('reports a changed config, by git’s hash', async () => {
    hub.handlers.set(fileAddress(ID, 'config.json'), (_, response) => response.end('{"architecture": "resnet19"}'))
    expect(await messageOf(download)).toMatch(/config\.json, that arrived with the hash/)
  })

  it.each<[string, Handler, RegExp]>([
    ['gated', sendStatus(401, { 'X-Error-Code': 'GatedRepo' }), /is gated/],
    ['refused', sendStatus(403), /private \(HTTP 403\)/],
    ['gone', sendStatus(404), /HTTP 404/],
    [
      'a web page in place of the file',
      (_, response) => response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end('<p>Log in</p>'),
      /ask for a login/,
    ],
    ['longer than the hub says', (_, response) => response.end(Buffer.concat([FILE, FILE])), /sends more than/],
    ['stalling', (_, response) => void response.write(FILE.subarray(0, 100)), /nothing came from/],
  ])('is explained if it is %s', async (_, handler, words) => {
    hub.handlers.set(STORE, handler)
    const message = await messageOf(download)
    expectSentence(message, ID)
    expect(message).toMatch(words)
  })
})
