/**
 * @file The images that the page opens with, by measurement: on each the models differ as they do on the test set.
 * Of those that are decoded without a browser; e2e/gradients.spec.ts looks at all on the page.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { parseManifest } from '../engine/checkpoints/manifest'
import { Engine } from '../engine/engine'
import { UNCONTROLLED } from '../engine/jobControl'
import type { QuantityId } from '../engine/quantities/registry'
import { argMax } from '../numbers/argMax'
import { initialAttack } from '../store/attacks/attackForm'
import { prepareBackend } from '../testing/backends'
import { readGalleryPixels } from '../testing/galleryPixels'
import { readRepositoryFile } from '../testing/goldens'
import { pixels01 } from '../units'
import { firstImage } from './gallery'

const folder = new URL('../../models/', import.meta.url)
const manifests = readdirSync(folder)
  .filter((id) => id.startsWith('cifar10-'))
  .map((id) => parseManifest(readFileSync(new URL(`${id}/manifest.json`, folder), 'utf8')))

/**
 * Of the ratio of test means, which share of it the image shows at least. With ReLU gradient norm fails, as the paper
 * says it does, and no image of the gallery that all have right shows a third.
 */
const SHARES = { 'resnet-gelu': 1 / 3, 'resnet-relu': 1 / 7, 'swin-gelu': 1 / 3 }

describe.each(Object.entries(SHARES))('the first image of CIFAR-10, %s', (kind, leastShare) => {
  const engine = new Engine((_, url) => readRepositoryFile(url))
  const models = manifests.filter(({ architecture: { name, activation } }) => `${name}-${activation}` === kind)
  const [natural, ...others] = models.filter(({ training }) => training.objective === 'natural')
  const robust = models.filter((model) => model !== natural)
  const { id: imageId, labelName } = firstImage([natural!.classes], natural!.architecture)
  const label = natural!.classes.indexOf(labelName!)
  const { names, pixels } = readGalleryPixels()
  const start = 3072 * names.indexOf(imageId)
  const image = { pixels: pixels01(pixels.slice(start, start + 3072)), height: 32, width: 32 }
  const measure = <Id extends QuantityId>(quantity: Id, modelId: string) =>
    engine.measure({ quantity, modelId, image, label })

  beforeAll(async () => {
    await prepareBackend('wasm')
    for (const { id } of models) {
      const [manifestUrl, weightsUrl] = ['manifest.json', 'weights.safetensors'].map((file) => `models/${id}/${file}`)
      await engine.loadModel({ id, manifestUrl: manifestUrl!, weightsUrl: weightsUrl! })
    }
  })

  it('is shown to one natural and several robust models', () => {
    expect(others).toEqual([])
    expect(robust.length).toBeGreaterThan(1)
    expect(robust.map(({ training }) => training.objective)).toContain('adversarial')
  })

  it.each(models)('is classified correctly by $name', async ({ id }) => {
    expect(argMax((await measure('prediction', id)).logits)).toBe(label)
  })

  const l1Of = async (id: string) => (await measure('gradient', id)).l1
  const ratioOf = async (id: string) => (await l1Of(natural!.id)) / (await l1Of(id))
  const meanOf = ({ figures }: (typeof models)[number]) => figures?.gradients?.loss.meanL1 ?? null

  it.each(robust)('has a gradient less than half as large on $name', async ({ id }) => {
    expect(await ratioOf(id)).toBeGreaterThan(2)
  })

  it.each(robust.filter((model) => meanOf(model) !== null))(
    'has a gradient on $name smaller by the ratio of the means',
    async (model) => {
      expect(await ratioOf(model.id)).toBeGreaterThan((leastShare * meanOf(natural!)!) / meanOf(model)!)
    },
  )

  it('is one on which the initial attack fools the natural model only', async () => {
    const isRight = async (modelId: string) => {
      const { logits } = await engine.attack({ modelId, image, label, attack: initialAttack.choice }, UNCONTROLLED)
      return argMax(logits) === label
    }
    expect(await isRight(natural!.id)).toBe(false)
    const adversarial = robust.filter(({ training }) => training.objective === 'adversarial')
    for (const { id } of adversarial) expect(await isRight(id), id).toBe(true)
  })
})
