import { expect, it } from 'vitest'
import { prepareBackend } from '../../../testing/backends'
import { readGalleryPixels } from '../../../testing/galleryPixels'
import { readZooModel } from '../../../testing/zoo'
import type { Eps01, Pixels01 } from '../../../units'
import { buildClassifier } from '../../checkpoints/loadClassifier'
import { UNCONTROLLED } from '../../jobControl'
import type { FlagSettings } from '../types'
import { checkFlags } from './checkFlags'

/** As many as fill a batch whole, and enough for every check to show something. */
const COUNT = 16

it('the zoo’s adversarially trained model raises no red flag', { timeout: 300_000 }, async () => {
  await prepareBackend('wasm')
  const [robust, natural] = await Promise.all(
    ['adversarial', 'natural'].map(async (training) =>
      buildClassifier(await readZooModel(`cifar10-resnet-gelu-${training}`)),
    ),
  )
  if (!robust || !natural) return expect.fail('the models are missing')
  const gallery = readGalleryPixels()
  const labels = gallery.labels.slice(0, COUNT)
  const pixels = gallery.pixels.slice(0, COUNT * 32 * 32 * 3) as Pixels01
  const images = { indices: [...labels.keys()], labels, classes: robust.manifest.classes, pixels, size: 32 }
  const settings: FlagSettings = { images: COUNT, steps: 2, norm: 'linf', epsilon: (8 / 255) as Eps01, seed: 1 }
  const findings = await checkFlags(
    { id: 'robust', classifier: robust, labels },
    [{ id: 'natural', classifier: natural, labels }],
    images,
    settings,
    UNCONTROLLED,
  )
  expect(findings.filter(({ status }) => status !== 'clear')).toEqual([])
  // The attack that they measure with does something.
  const noise = findings.find(({ id }) => id === 'random-noise')
  expect(noise?.numbers.onlyStronger).toBeGreaterThanOrEqual(3)
  robust.dispose()
  natural.dispose()
})
