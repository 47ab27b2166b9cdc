import { expect, it } from 'vitest'
import type { AppState } from '../../store/types'
import { unreadModels } from './unreadModels'

const place = { manifestUrl: 'manifest.json', weightsUrl: 'weights.safetensors', logUrl: null }
const failed = (error: string) => ({ value: null, progress: null, error })

it('models that cannot be read for one reason are told once, in their order', () => {
  const zoo = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, ...place }))
  const manifests: AppState['manifests'] = {
    a: failed('No network.'),
    b: failed('Not JSON.'),
    c: failed('No network.'),
    d: { value: null, progress: 0, error: null },
  }
  expect(unreadModels(zoo, manifests)).toEqual([
    { error: 'No network.', ids: ['a', 'c'] },
    { error: 'Not JSON.', ids: ['b'] },
  ])
})
