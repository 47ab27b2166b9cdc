/**
 * @file Verdicts of the engine's individual attacks on the first images of a data set, image by image, into a file for each
 * model that models/training/check_attacks.py holds against other code. RESULTS is a folder, IMAGES says how many, MODELS
 * which, DATA of what: CIFAR-10's test_batch.bin, another data-set file, or the name of a built-in set.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { expect, it } from 'vitest'
import { attackImages } from '../engine/attacks/loop/attackImages'
import { ATTACKS, type AttackChoice, type AttackId } from '../engine/attacks/registry'
import { buildClassifier } from '../engine/checkpoints/loadClassifier'
import { UNCONTROLLED } from '../engine/jobControl'
import type { Eps01 } from '../units'
import { prepareBackend } from './backends'
import { firstImages } from './checkedImages'
import { encodeSafetensors } from './encodeSafetensors'
import { readZooModel } from './zoo'

const FASHION_MNIST = 'natural,adversarial,gradnorm'.split(',').map((kind) => `fashion-mnist-resnet-gelu-${kind}`)
const BATCH = 50

/** In each norm, of a model's data set. */
const SIZES: Readonly<Record<string, Readonly<Record<'linf' | 'l2' | 'l1', number>>>> = {
  'Fashion-MNIST': { linf: 16 / 255, l2: 1, l1: 24 },
  'CIFAR-10': { linf: 8 / 255, l2: 0.5, l1: 12 },
}

const PGD = { steps: 20, randomStart: false }

/** By the name that the check has for it. The worst case over norms is of the three of PGD. */
const CHECKED: Readonly<Record<string, readonly [id: AttackId, norm: 'linf' | 'l2' | 'l1', change: object]>> = {
  malt: ['malt', 'linf', { steps: 20, targetClasses: 4 }],
  pma: ['pma', 'linf', { steps: 40 }],
  ddn: ['ddn', 'l2', { steps: 60 }],
  'pgd-linf': ['pgd', 'linf', PGD],
  'pgd-l2': ['pgd', 'l2', PGD],
  'pgd-l1': ['pgd', 'l1', PGD],
}

function choicesFor(data: string): Map<string, AttackChoice> {
  const sizes = SIZES[data]
  if (sizes === undefined) throw new Error(`There are no sizes of attacks for ${data}; add them to SIZES.`)
  return new Map(
    Object.entries(CHECKED).map(([name, [id, norm, change]]) => {
      const settings = { ...ATTACKS[id].defaults(norm, sizes[norm] as Eps01), ...change }
      return [name, { id, settings } as unknown as AttackChoice]
    }),
  )
}

it('verdicts of individual attacks', async () => {
  const { RESULTS: folder, DATA: data = 'fashion-mnist', IMAGES: count = '100' } = process.env
  const { MODELS: models = FASHION_MNIST.join() } = process.env
  if (folder === undefined) throw new Error('RESULTS is not set; docs/attacks-check.md has the whole command.')
  await prepareBackend('wasm')
  await mkdir(folder, { recursive: true })
  for (const id of models.split(',')) {
    const files = await readZooModel(id)
    const { manifest } = files
    const side = manifest.input.height
    const images = await firstImages(data, Number(count), side)
    expect(images.classes).toEqual(manifest.classes)
    const classifier = buildClassifier(files)
    const found: Record<string, unknown> = {}
    for (const [name, attack] of choicesFor(manifest.data)) {
      const attacked = await attackImages(classifier, { ...images, attack, batchSize: BATCH }, UNCONTROLLED)
      found[name] = { ...attack, verdicts: attacked.map(({ verdict }) => verdict) }
      const robust = attacked.filter(({ verdict }) => verdict === 'robust').length
      console.log(`${id}, ${name}: ${robust} of ${attacked.length} robust`)
    }
    classifier.dispose()
    const { indices, labels, pixels } = images
    const about = { model: id, weightsSha256: manifest.weights.sha256, data: basename(data), indices, labels, side }
    await writeFile(join(folder, `${id}.json`), `${JSON.stringify({ ...about, attacks: found }, null, 1)}\n`)
    const tensor = { dtype: 'F32', shape: [labels.length, side, side, 3], bytes: new Uint8Array(pixels.slice().buffer) }
    const encoded = encodeSafetensors(new Map([['pixels', tensor]]))
    await writeFile(join(folder, `${id}.safetensors`), new Uint8Array(encoded))
  }
})
