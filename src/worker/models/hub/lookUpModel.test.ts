/** @file What a hub says about a model, by a local stand-in for it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { JobCancelled } from '../../../engine/jobControl'
import { sendStatus, startHub, type TestHub } from '../../../images/datasets/hub/testHub'
import { expectSentence, messageOf } from '../../../testing/sentence'
import { lookUpModel } from './lookUpModel'
import { addModel, modelAddress, treeAddress, treeOf } from './testModelHub'

const ID = 'someone/net'
const bytes = (length: number) => new Uint8Array(length)

let hub: TestHub
beforeEach(async () => {
  hub = await startHub()
})
afterEach(() => hub.close())

const look = (id = ID) => lookUpModel({ id, endpoint: hub.endpoint }, undefined, { stallMs: 300 })
const paths = async () => (await look()).weights.map(({ path }) => path)

describe('looking up a hub model', () => {
  it('gives its files, sizes, licence and commit without a download', async () => {
    addModel(hub, { id: ID, files: { 'model.safetensors': bytes(40), 'config.json': bytes(5), 'README.md': bytes(9) } })
    const model = await look()
    expect(model).toMatchObject({ id: ID, licence: 'apache-2.0', isGated: false })
    expect(model.weights).toMatchObject([{ path: 'model.safetensors', bytes: 40, refusal: null }])
    expect(model.weights[0].hash.kind).toBe('sha256')
    expect(model.configs).toMatchObject([{ path: 'config.json', bytes: 5, hash: { kind: 'git' } }])
    expect(hub.requests).toEqual([`GET ${modelAddress(ID)}`, `GET ${treeAddress(ID)}`])
  })

  it('prefers safetensors, and leaves out what training leaves behind', async () => {
    const names = [
      'optimizer.pt',
      'training_args.bin',
      'model.onnx',
      'b.ckpt',
      'a.pth',
      'pytorch_model.bin',
      'model.safetensors',
      'old/model.safetensors',
      'README.md',
    ]
    addModel(hub, { id: ID, files: Object.fromEntries(names.map((name) => [name, bytes(1)])) })
    expect(await paths()).toEqual([
      'model.safetensors',
      'pytorch_model.bin',
      'a.pth',
      'b.ckpt',
      'model.onnx',
      'old/model.safetensors',
    ])
  })

  it('lists last which files cannot be opened here, and why', async () => {
    addModel(hub, { id: ID, files: { 'a.pth': bytes(1) } })
    const tree = [
      ...treeOf({ 'model-00001-of-00002.safetensors': bytes(1), 'a.pth': bytes(1) }),
      { ...treeOf({ 'b.safetensors': bytes(1) })[0], lfs: { oid: 'a'.repeat(64), size: 6e9 } },
    ]
    hub.handlers.set(treeAddress(ID), (_, response) => response.end(JSON.stringify(tree)))
    const { weights } = await look()
    expect(weights.map(({ path }) => path)).toEqual(['a.pth', 'b.safetensors', 'model-00001-of-00002.safetensors'])
    expect(weights[1]?.refusal).toMatch(/6,000,000,000 bytes/)
    expect(weights[2]?.refusal).toMatch(/one part of several/)
  })

  it('reads several pages of files', async () => {
    addModel(hub, { id: ID, files: { 'a.pth': bytes(1) } })
    hub.handlers.set(treeAddress(ID), (_, response) => {
      response.setHeader('Link', `<${hub.endpoint}/more>; rel="next"`)
      response.end('[]')
    })
    hub.handlers.set('/more', (_, response) => response.end(JSON.stringify(treeOf({ 'b.pth': bytes(2) }))))
    expect(await paths()).toEqual(['b.pth'])
  })

  it('reports a missing licence, and a gated model', async () => {
    addModel(hub, { id: ID, files: { 'a.pth': bytes(1) }, licence: null, gated: 'manual' })
    expect(await look()).toMatchObject({ licence: null, isGated: true })
  })
})

describe('a failed look-up ends in a sentence', () => {
  it.each<[string, (hub: TestHub) => void, RegExp]>([
    ['missing', () => {}, /is not on the hub, or is private \(HTTP 401\)/],
    [
      'missing, by 404',
      ({ handlers }) => handlers.set(modelAddress(ID), sendStatus(404)),
      /not on the hub \(HTTP 404\)/,
    ],
    [
      'gated',
      ({ handlers }) => handlers.set(modelAddress(ID), sendStatus(403, { 'X-Error-Code': 'GatedRepo' })),
      /is gated.*HTTP 403.*open the file here/,
    ],
    ['asked for too often', ({ handlers }) => handlers.set(modelAddress(ID), sendStatus(429)), /HTTP 429/],
    ['a server that fails', ({ handlers }) => handlers.set(modelAddress(ID), sendStatus(500)), /HTTP 500/],
    [
      'a web page in place of JSON',
      ({ handlers }) => handlers.set(modelAddress(ID), (_, response) => response.end('<!doctype html><p>Log in')),
      /ask for a login/,
    ],
    [
      'JSON of another form',
      ({ handlers }) => handlers.set(modelAddress(ID), (_, response) => response.end('{"sha": 3}')),
      /is not the hub’s/,
    ],
    ['a server that stalls', ({ handlers }) => handlers.set(modelAddress(ID), () => {}), /nothing came from/],
    [
      'a dropped connection',
      ({ handlers }) => handlers.set(modelAddress(ID), ({ socket }) => socket.destroy()),
      /could not be reached/,
    ],
    ['no weights', (given) => addModel(given, { id: ID, files: { 'README.md': bytes(1) } }), /no file of weights/],
  ])('%s', async (_, prepare, words) => {
    prepare(hub)
    const message = await messageOf(look)
    expectSentence(message, ID)
    expect(message).toMatch(words)
  })

  it.each(['', 'a/b/c', '../x', 'https://huggingface.co/timm/x', 'a--b'])('no name of a model: %j', async (id) => {
    expect(await messageOf(() => look(id))).toMatch(/is not the name of a model/)
    expect(hub.requests).toEqual([])
  })

  it('or silently if cancelled', async () => {
    hub.handlers.set(modelAddress(ID), () => {})
    const control = { checkpoint: () => Promise.reject(new JobCancelled()) }
    await expect(lookUpModel({ id: ID, endpoint: hub.endpoint }, control)).rejects.toBeInstanceOf(JobCancelled)
  })
})
