import { expect, it, vi } from 'vitest'
import { createAppStore } from '../../store/appStore'
import { recallComparison, rememberComparison, type TabStorage } from './comparisonMemory'

function createStorage(): TabStorage {
  const kept = new Map<string, string>()
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, text) => void kept.set(key, text) }
}

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
