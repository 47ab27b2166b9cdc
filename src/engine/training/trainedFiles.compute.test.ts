import { expect, it } from 'vitest'
import { manifestOf } from '../../testing/manifests'
import { NATURAL } from '../../testing/tinyRun'
import { parseManifest } from '../checkpoints/manifest'
import { trainedFiles } from './trainedFiles'

it('a trained model inherits no published figure from its initial model', () => {
  const claims = [{ kind: 'clean' as const, share: 0.7, images: 100, source: 'a paper' }]
  const from = manifestOf({ claims })
  const weights = new Map([['bias', { shape: [1], values: new Float32Array(1) }]])
  const { figures } = from
  const by = { id: 'trained', name: 'Trained', settings: NATURAL, step: 1, images: 10, figures: figures! }
  const read = parseManifest(trainedFiles(from, weights, by).manifest)
  expect(read.claims).toBe(undefined)
})
