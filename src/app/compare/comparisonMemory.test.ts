import { expect, it, vi } from 'vitest'
import { createAppStore } from '../../store/appStore'
import { recallComparison, rememberComparison } from './comparisonMemory'

it('a tab remembers the columns of models that were made here, with their colours', async () => {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
  }
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
