import { describe, expect, it } from 'vitest'
import type { Manifest } from '../../engine/checkpoints/manifest'
import type { ModelLocation } from '../../engine/types'
import type { DataFile } from '../../images/datasets/types'
import { createFakeApp, type FakeApp, memoryStorage } from '../../testing/fakeApp'
import type { Answers } from '../../testing/fakeWorkers'
import { cannedManifest } from '../../testing/fakeWorkers'
import { manifestOf } from '../../testing/manifests'
import { expectSentence, messageOf } from '../../testing/sentence'

/** As it lies in the file; canned where it is a model that the page ships. */
async function read({ id, manifestUrl }: ModelLocation): Promise<Manifest> {
  if (!manifestUrl.startsWith('blob:')) return cannedManifest(id)
  return JSON.parse(await (await fetch(manifestUrl)).text()) as Manifest
}

const answers: Partial<Answers> = {
  async loadModel(location) {
    const manifest = await read(location)
    if (manifest.name === 'broken') throw new Error('The weights file is cut short; fetch it again.')
    if (manifest.id !== location.id) throw new Error('The id is another; correct it.')
    return { id: location.id, manifest }
  },
  readManifest: read,
}

const filesOf = (id: string, other: Partial<Manifest> = {}): DataFile[] => [
  { path: `${id}/manifest.json`, blob: new Blob([JSON.stringify(cannedManifest(id, other))]) },
  { path: `${id}/weights.safetensors`, blob: new Blob(['numbers']) },
]

async function createApp() {
  const storage = memoryStorage()
  const app = createFakeApp({ answers, storage })
  await app.session.start()
  await app.untilIdle()
  const kept = async () => (await storage.list()).filter(({ kind }) => kind === 'model').map(({ id }) => id)
  return { app, kept }
}

const columns = (app: FakeApp) => app.state().models.map(({ id }) => id)

describe('a person’s own model', () => {
  it('gets a column, is kept, can be trained from, and can be removed', async () => {
    const { app, kept } = await createApp()
    expect(await app.actions.openOwnModel(filesOf('mine'))).toBe('mine')
    expect(columns(app)).toEqual(['one', 'two', 'mine'])
    expect(await kept()).toEqual(['mine'])
    expect(app.state().training.form.modelId).toBe('mine')
    app.actions.openCard('mine')
    await app.until(() => expect(app.state().manifests.mine?.value?.id).toBe('mine'))
    await app.actions.deleteKept('model', 'mine')
    expect(columns(app)).toEqual(['one', 'two'])
    expect(app.state().manifests.mine, 'another may get its id').toBe(undefined)
    expect(await kept()).toEqual([])
  })

  it('is still one model when opened again', async () => {
    const { app, kept } = await createApp()
    await app.actions.openOwnModel(filesOf('mine'))
    expect(await app.actions.openOwnModel(filesOf('mine'))).toBe('mine')
    expect(await app.actions.openOwnModel(filesOf('one')), 'as the page ships it').toBe('one')
    expect(columns(app)).toEqual(['one', 'two', 'mine'])
    expect(await kept()).toEqual(['mine'])
    expect(app.worker().inputs('unloadModel')).toHaveLength(3)
  })

  it('is one model when opened three times at once', async () => {
    const { app, kept } = await createApp()
    // A later opening cancels one that is still being read.
    const opened = await Promise.allSettled([1, 2, 3].map(() => app.actions.openOwnModel(filesOf('mine'))))
    expect(opened[2]).toEqual({ status: 'fulfilled', value: 'mine' })
    expect(columns(app)).toEqual(['one', 'two', 'mine'])
    expect(await kept()).toEqual(['mine'])
  })

  it('keeps its column if the browser keeps nothing, and says so', async () => {
    const full = () => Promise.reject(Object.assign(new Error('full'), { name: 'QuotaExceededError' }))
    const app = createFakeApp({ answers, storage: { ...memoryStorage(), add: full, save: full } })
    await app.session.start()
    await app.actions.openOwnModel(filesOf('mine'))
    expect(columns(app)).toEqual(['one', 'two', 'mine'])
    const entry = app.state().kept.entries.find(({ id }) => id === 'mine')
    expectSentence(entry?.problem ?? '', 'no space left for this model', 'export it')
  })

  it('does not replace another model with the same id', async () => {
    const { app, kept } = await createApp()
    await app.actions.openOwnModel(filesOf('trained-1'))
    expect(await app.actions.openOwnModel(filesOf('trained-1', { name: 'other' }))).toBe('trained-2')
    expect(await app.actions.openOwnModel(filesOf('one', { name: 'other' }))).toBe('one-1')
    expect(columns(app)).toEqual(['one', 'two', 'trained-1', 'trained-2', 'one-1'])
    expect((await kept()).toSorted()).toEqual(['one-1', 'trained-1', 'trained-2'])
  })

  it('of a file name in use gets a number, and is one however often it is opened', async () => {
    const { app, kept } = await createApp()
    const net = (seed: number) => filesOf('net', { name: 'net', data: `set ${seed}` })
    const opened = []
    for (const seed of [1, 2, 3, 2, 3, 1, 3]) opened.push(await app.actions.openOwnModel(net(seed)))
    expect(opened).toEqual(['net', 'net-1', 'net-2', 'net-1', 'net-2', 'net', 'net-2'])
    expect((await kept()).toSorted()).toEqual(['net', 'net-1', 'net-2'])
    const names = app.state().models.flatMap((model) => (model.status === 'ready' ? [model.model.manifest.name] : []))
    expect(names.slice(-3)).toEqual(['net', 'net #2', 'net #3'])
  })

  it('is still one model when opened again after its published figures were edited', async () => {
    const { app, kept } = await createApp()
    const files = filesOf('mine', manifestOf({ id: 'mine' }))
    await app.actions.openOwnModel(files)
    await app.actions.changeClaims('mine', [{ kind: 'clean', share: 0.5, images: 100, source: 'a paper' }])
    expect(await app.actions.openOwnModel(files)).toBe('mine')
    expect(await kept()).toEqual(['mine'])
  })

  it('gets a free id if its own is a property of every object', async () => {
    const { app } = await createApp()
    expect(await app.actions.openOwnModel(filesOf('constructor'))).toBe('constructor-1')
    expect(columns(app)).toEqual(['one', 'two', 'constructor-1'])
  })

  it('takes published figures into its manifest: page, storage and zip', async () => {
    const storage = memoryStorage()
    const app = createFakeApp({ answers, storage })
    await app.session.start()
    await app.untilIdle()
    await app.actions.openOwnModel(filesOf('mine', manifestOf({ id: 'mine' })))
    const loads = app.worker().inputs('loadModel').length
    const [claim] = [{ kind: 'clean', share: 0.6925, images: 10_000, source: 'a paper' }] as const
    await app.actions.changeClaims('mine', [claim])
    const shown = () => {
      const column = app.state().models.find(({ id }) => id === 'mine')
      return [column?.status === 'ready' && column.model.manifest.claims, app.state().manifests.mine?.value?.claims]
    }
    const stored = async () => JSON.parse((await storage.load('model', 'mine'))!.manifest)
    expect(shown()).toEqual([[claim], [claim]])
    expect((await stored()).claims).toEqual([claim])
    expect(new TextDecoder().decode((await storage.load('model', 'mine'))!.weights)).toBe('numbers')
    const { blob } = await app.actions.exportModel('mine')
    expect(await blob.text()).toContain('"share": 0.6925')
    expect(app.worker().inputs('loadModel'), 'the weights are the same').toHaveLength(loads)

    await app.actions.changeClaims('mine', [])
    expect(shown()).toEqual([undefined, undefined])
    expect(await stored()).not.toHaveProperty('claims')
    expectSentence(await messageOf(() => app.actions.changeClaims('one', [claim])), '"one"')
  })

  it('is reported if broken, and neither shown nor kept', async () => {
    const { app, kept } = await createApp()
    for (const id of ['mine', 'one']) {
      expectSentence(await messageOf(() => app.actions.openOwnModel(filesOf(id, { name: 'broken' }))), 'cut short')
    }
    expect(columns(app)).toEqual(['one', 'two'])
    expect(app.state().zoo).toHaveLength(2)
    expect(await kept()).toEqual([])
  })
})
