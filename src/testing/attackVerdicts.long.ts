/**
 * @file Verdicts of the engine's individual attacks on the first built-in test images of Fashion-MNIST, image by image,
 * into a file for each model that models/training/check_attacks.py holds against other code. RESULTS is a folder, IMAGES
 * says how many, MODELS which.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { attackImages } from '../engine/attacks/loop/attackImages'
import { ATTACKS, type AttackChoice, type AttackId } from '../engine/attacks/registry'
import { buildClassifier } from '../engine/checkpoints/loadClassifier'
import { UNCONTROLLED } from '../engine/jobControl'
import { openBuiltIn } from '../images/datasets/builtIn/openBuiltIn'
import { toPixels01 } from '../images/datasets/pixelBytes'
import type { Eps01 } from '../units'
import { prepareBackend } from './backends'
import { readZooModel } from './zoo'

const MODELS = 'natural,adversarial,gradnorm'.split(',').map((kind) => `fashion-mnist-resnet-gelu-${kind}`)
const DATA = '../../public/data/fashion-mnist/images.bin'
const BATCH = 50

const choice = (id: AttackId, norm: 'linf' | 'l2' | 'l1', epsilon: number, change: object): AttackChoice =>
  ({
    id,
    settings: { ...ATTACKS[id].defaults(norm, epsilon as Eps01), ...change },
  }) as unknown as AttackChoice

/** By the name that the check has for it. The worst case over norms is of the three of PGD. */
const PGD = { steps: 20, randomStart: false }
const CHECKED: Readonly<Record<string, AttackChoice>> = {
  malt: choice('malt', 'linf', 16 / 255, { steps: 20, targetClasses: 4 }),
  pma: choice('pma', 'linf', 16 / 255, { steps: 40 }),
  ddn: choice('ddn', 'l2', 1, { steps: 60 }),
  'pgd-linf': choice('pgd', 'linf', 16 / 255, PGD),
  'pgd-l2': choice('pgd', 'l2', 1, PGD),
  'pgd-l1': choice('pgd', 'l1', 24, PGD),
}

async function builtInImages(count: number) {
  const file = await readFile(new URL(DATA, import.meta.url))
  const set = await openBuiltIn('fashion-mnist', UNCONTROLLED, async () => Uint8Array.from(file).buffer)
  const first = set.splits.find(({ name }) => name === 'test')?.start ?? 0
  const indices = Array.from({ length: count }, (_, index) => first + index)
  const { value: images } = await set.read(indices, { size: 32, batchSize: count }).next()
  return { pixels: toPixels01(images.pixels), labels: Array.from(images.labels as Uint16Array), indices }
}

it('verdicts of individual attacks', async () => {
  const { RESULTS: folder, IMAGES: count = '100', MODELS: asked = MODELS.join() } = process.env
  if (folder === undefined) throw new Error('RESULTS is not set; docs/attacks-check.md has the whole command.')
  await prepareBackend('wasm')
  await mkdir(folder, { recursive: true })
  const images = await builtInImages(Number(count))
  for (const id of asked.split(',')) {
    const files = await readZooModel(id)
    const classifier = buildClassifier(files)
    const found: Record<string, unknown> = {}
    for (const [name, attack] of Object.entries(CHECKED)) {
      const attacked = await attackImages(classifier, { ...images, attack, batchSize: BATCH }, UNCONTROLLED)
      found[name] = { ...attack, verdicts: attacked.map(({ verdict }) => verdict) }
      const robust = attacked.filter(({ verdict }) => verdict === 'robust').length
      console.log(`${id}, ${name}: ${robust} of ${attacked.length} robust`)
    }
    classifier.dispose()
    expect(Object.keys(found)).toEqual(Object.keys(CHECKED))
    const { sha256 } = files.manifest.weights
    const result = { model: id, weightsSha256: sha256, indices: images.indices, labels: images.labels, attacks: found }
    await writeFile(join(folder, `${id}.json`), `${JSON.stringify(result, null, 1)}\n`)
  }
})
