import { afterEach, expect, it, vi } from 'vitest'
import { type AppStore, createAppStore } from '../../store/appStore'
import { withSettings } from '../../store/attacks/attackForm'
import { recallComparison, rememberComparison, type TabStorage } from './comparisonMemory'

function createStorage(): TabStorage {
  const kept = new Map<string, string>()
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, text) => void kept.set(key, text) }
}

const IMAGE = { file: new Blob(['image']), name: 'image.png', galleryId: null, bySize: {} }

afterEach(() => vi.unstubAllGlobals())

it('a tab remembers the columns of models that were made here, with their colours', async () => {
  const storage = createStorage()
  const store = createAppStore()
  rememberComparison(store, storage)
  const place = { manifestUrl: 'manifest.json', weightsUrl: 'weights.safetensors', logUrl: null }
  store.setState({
    zoo: [
      { id: 'natural', ...place },
      { id: 'mine', ...place, isMadeHere: true },
    ],
    models: [
      { id: 'natural', color: 0, status: 'loading', download: null },
      { id: 'mine', color: 6, status: 'loading', download: null },
    ],
    image: { file: new Blob(['image']), name: 'image.png', galleryId: null, bySize: {} },
  })
  await vi.waitFor(() =>
    expect(recallComparison(storage)).toMatchObject({ ownColumns: ['mine'], ownColors: { mine: 6 } }),
  )
})

it('a tab remembers an image that was there before the comparison was first shown', async () => {
  const storage = createStorage()
  const store = createAppStore()
  store.setState({ image: { file: new Blob(['image']), name: 'held-out.png', galleryId: null, bySize: {} } })
  rememberComparison(store, storage)
  await vi.waitFor(() => expect(recallComparison(storage)?.image?.name).toBe('held-out.png'))
})

/** A store whose page is left at once by `leave`, long before the usual delay of a save is over. */
async function leaveAfter(change: (store: AppStore) => void, leave: (page: EventTarget) => void) {
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' })
  vi.stubGlobal('document', page)
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
  const storage = createStorage()
  const store = createAppStore()
  store.setState({ image: IMAGE })
  rememberComparison(store, storage)
  await vi.waitFor(() => expect(recallComparison(storage)).not.toBeNull())
  change(store)
  leave(page)
  return recallComparison(storage)
}

const changeEpsilon = (store: AppStore) =>
  store.setState(({ attack }) => ({ attack: withSettings(attack, { epsilon: 3 / 255 }) }))

it.each([
  ['is reloaded', (page: EventTarget) => page.dispatchEvent(new Event('pagehide'))],
  [
    'is hidden',
    (page: EventTarget) =>
      Object.assign(page, { visibilityState: 'hidden' }).dispatchEvent(new Event('visibilitychange')),
  ],
])('a change is remembered by a page that %s at the same moment', async (_, leave) => {
  const recalled = await leaveAfter(changeEpsilon, leave)
  expect(recalled?.attack.choice.settings.epsilon).toBe(3 / 255)
  expect(await recalled?.image?.file.text()).toBe('image')
})

it('an image that comes just before another is saved is remembered once it is read', async () => {
  class SlowFile extends Blob {
    override async arrayBuffer() {
      await new Promise((resolve) => setTimeout(resolve, 500))
      return super.arrayBuffer()
    }
  }
  const storage = createStorage()
  const store = createAppStore()
  rememberComparison(store, storage)
  store.setState({ image: IMAGE })
  store.setState({ image: { ...IMAGE, file: new SlowFile(['other']) } })
  await vi.waitFor(async () => expect(await recallComparison(storage)?.image?.file.text()).toBe('other'))
})

it('an image is remembered with its label or not at all, however soon the page is left', async () => {
  const chooseOther = (store: AppStore) =>
    store.setState({ image: { ...IMAGE, file: new Blob(['other']) }, label: 'cat' })
  const recalled = await leaveAfter(chooseOther, (page) => page.dispatchEvent(new Event('pagehide')))
  expect(recalled?.image).toBeNull()
})
