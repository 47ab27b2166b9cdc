import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { expectSentence, messageOf } from '../../testing/sentence'
import { parseManifest } from './manifest'

const text = readFileSync(new URL('../../../models/cifar10-resnet-gelu-natural/manifest.json', import.meta.url), 'utf8')

/** The shipped manifest with the value at `path` replaced; undefined takes it out. */
function withField(path: string, value: unknown): string {
  const manifest = JSON.parse(text)
  const keys = path.split('.')
  const last = keys.pop()!
  keys.reduce((inner, key) => inner[key], manifest)[last] = value
  return JSON.stringify(manifest)
}

function withFigure(manifest: { figures: Record<string, unknown> }, path: string, value: unknown) {
  const keys = path.split('.')
  const last = keys.pop()!
  keys.reduce((inner, key) => inner[key] as Record<string, unknown>, manifest.figures)[last] = value
  return manifest
}

const figures = {
  images: 1000,
  split: 'test',
  cleanAccuracy: 0.9,
  robustAccuracy: [{ attack: 'pgd', steps: 20, epsilon255: 8, accuracy: 0.5 }],
  command: 'evaluate.py',
  tool: 'Gradlens 0.1.0',
  date: '2025-11-22',
}

const distribution = {
  meanL1: 3,
  meanL2: 0.2,
  meanAlignment: 0.4,
  alignedImages: 119,
  l1: [0, 1.5, 20],
  l2: [0, 0.1, 1],
  alignment: [-0.2, 0.4, 0.8],
}

/** Every field that evaluate.py writes. */
const allFigures = {
  ...figures,
  split: 'the first 1,000 of the 10,000 CIFAR-10 test images',
  robustAccuracy: [
    { ...figures.robustAccuracy[0], stepSize255: 2, restarts: 1, norm: 'Linf', images: 1000, tool: 'torchattacks' },
    {
      attack: 'autoattack-standard',
      norm: 'Linf',
      epsilon255: 8,
      accuracy: 0.4,
      images: 120,
      robustPerBlock: { images: 50, robust: [20, 22, 6] },
      robustPerImage: 'A'.repeat(20),
      meanGradientL1Robust: 0.5,
      meanGradientL1NotRobust: null,
      tool: 'autoattack',
    },
  ],
  rightPerImage: `${'A'.repeat(167)}=`,
  gradients: {
    images: 120,
    shares: [0, 0.5, 1],
    loss: distribution,
    margin: distribution,
    logit: distribution,
    lossL1PerBlock: { images: 50, means: [3, 2.5, 4] },
  },
  autoAttackRun: { command: 'evaluate.py --autoattack-alone', tool: 'autoattack', date: '2025-11-21' },
  float16: { maxChangePoints: 0.1, images: 1000 },
  epochCost: {
    secondsPerEpoch: 1.27,
    relativeToAdversarial: 0.6,
    relativeInterval: { low: 0.58, high: 0.63 },
    processor: 'NVIDIA H200',
    command: 'measure_speed.py',
    date: '2025-11-22',
  },
}
const [, autoAttack] = allFigures.robustAccuracy

it('reads a shipped manifest', () => {
  const manifest = parseManifest(text)
  expect(manifest.id).toBe('cifar10-resnet-gelu-natural')
  expect(manifest.classes).toHaveLength(10)
  expect(manifest.architecture).toMatchObject({ name: 'resnet', widths: [32, 64, 128, 128] })
})

it('reads measured figures', () => {
  expect(parseManifest(withField('figures', figures)).figures).toEqual(figures)
})

it('reads complete figures, and those with nulls', () => {
  expect(parseManifest(withField('figures', allFigures)).figures).toEqual(allFigures)
  const nulls = { float16: null, epochCost: null }
  expect(parseManifest(withField('figures', { ...figures, ...nulls })).figures).toMatchObject(nulls)
})

it.each<[field: string, entry: Record<string, unknown>]>([
  ['accuracy', { accuracy: 40 }],
  ['epsilon255', { epsilon255: 300 }],
  ['norm', { norm: 'L0' }],
  ['images', { images: 0 }],
  ['images', { images: 1e9 }],
  ['tool', { tool: 'x'.repeat(301) }],
  ['robustPerBlock', { robustPerBlock: { images: 50, robust: [20, 22] } }],
  ['robustPerBlock', { robustPerBlock: { images: 50, robust: [20, 22, 51] } }],
  ['robustPerBlock.robust.1', { robustPerBlock: { images: 50, robust: [20, -1, 6] } }],
  ['robustPerBlock', { images: undefined }],
  ['robustPerImage', { robustPerImage: 'A'.repeat(24) }],
  ['robustPerImage', { robustPerImage: '?'.repeat(20) }],
  ['meanGradientL1Robust', { meanGradientL1Robust: -1 }],
  ['meanGradientL1NotRobust', { meanGradientL1NotRobust: 'small' }],
])('names the wrong field "%s" of an attack (case %#)', async (field, entry) => {
  const wrong = { ...allFigures, robustAccuracy: [{ ...autoAttack, ...entry }] }
  const message = await messageOf(() => parseManifest(withField('figures', wrong)))
  expectSentence(message, `field "figures.robustAccuracy.0.${field}"`)
})

it.each<[field: string, value: unknown]>([
  ['images', 1e9],
  ['robustAccuracy', Array(65).fill(autoAttack)],
  ['rightPerImage', 'AAAA'],
  ['gradients.images', 0],
  ['gradients.shares', [0, 0.5, 0.9]],
  ['gradients.shares', [0.1, 0.5, 1]],
  ['gradients.shares', [0, 0.5, 0.5, 1]],
  ['gradients.shares', Array.from({ length: 102 }, (_, i) => i / 101)],
  ['gradients.loss', undefined],
  ['gradients.loss.meanL1', -1],
  ['gradients.margin.l1', [0, 1]],
  ['gradients.margin.l1', [0, 2, 1]],
  ['gradients.margin.l2', [-1, 0, 1]],
  ['gradients.logit.alignment', [-1, 0, 1.1]],
  ['gradients.logit.meanAlignment', 2],
  ['gradients.lossL1PerBlock', { images: 50, means: [1, 2] }],
  ['gradients.lossL1PerBlock.means.1', { images: 50, means: [1, null, 2] }],
  ['autoAttackRun.date', ''],
  ['float16', {}],
  ['float16.maxChangePoints', 101],
  ['epochCost.relativeToAdversarial', 0],
  ['epochCost.secondsPerEpoch', null],
  ['epochCost.relativeInterval.low', -1],
  ['command', ''],
])('names the wrong figure "%s" (case %#)', async (field, value) => {
  const wrong = JSON.parse(withField('figures', allFigures))
  const message = await messageOf(() => parseManifest(JSON.stringify(withFigure(wrong, field, value))))
  expectSentence(message, `field "figures.${field}`)
})

it('accepts a byte order mark and unknown fields', () => {
  expect(parseManifest(withField('colour', 'blue')).name).toBe('Natural')
})

it.each([
  'formatVersion',
  'id',
  'name',
  'training',
  'training.seed',
  'training.recipe',
  'training.epsilon255',
  'architecture',
  'architecture.name',
  'data',
  'classes',
  'input',
  'input.height',
  'input.mean',
  'input.std',
  'weights',
  'weights.sha256',
  'weights.bytes',
  'weights.dtype',
  'weights.parameters',
  'licence',
  'figures',
])('names the missing field "%s"', async (path) => {
  const message = await messageOf(() => parseManifest(withField(path, undefined)))
  expectSentence(message, `field "${path}" is missing`)
})

it.each<[path: string, value: unknown]>([
  ['formatVersion', 2],
  ['formatVersion', '1'],
  ['id', 'Not An Id'],
  ['id', '../escape'],
  ['id', ''],
  ['name', 'x'.repeat(81)],
  ['training.epochsTrained', -1],
  ['training.epsilon255', 0],
  ['architecture', 'resnet'],
  ['architecture.name', 5],
  ['classes', ['only one']],
  ['classes', 'airplane'],
  ['classes', Array(10_001).fill('x')],
  ['classes.3', ''],
  ['classes.3', 'x'.repeat(81)],
  ['input.height', 0],
  ['input.height', 32.5],
  ['input.width', 1e9],
  ['input.channels', 2],
  ['input.mean', [0.5, 0.5]],
  ['input.mean.1', '0.5'],
  ['input.mean.1', 1e300],
  ['input.std.2', 0],
  ['input.std.2', -0.2],
  ['input.std.2', 1e-60],
  ['weights.sha256', 'abc'],
  ['weights.sha256', 'A'.repeat(64)],
  ['weights.bytes', 0],
  ['weights.bytes', 2 ** 40],
  ['weights.dtype', 'int8'],
  ['weights.parameters', 1.5],
  ['figures', {}],
  ['figures', { ...figures, cleanAccuracy: 93 }],
  ['figures', { ...figures, robustAccuracy: [{ attack: 'pgd', epsilon255: 8 }] }],
])('names the wrong field "%s" (case %#)', async (path, value) => {
  const message = await messageOf(() => parseManifest(withField(path, value)))
  expectSentence(message, `field "${path}`)
})

it('quotes what it found, shortened', async () => {
  expectSentence(await messageOf(() => parseManifest(withField('input.channels', 4))), 'is 4 where 3 or 1 is expected')
  const classes = Array(10_001).fill('y'.repeat(50))
  expectSentence(await messageOf(() => parseManifest(withField('classes', classes))), '"yyy')
})

it('refuses a number beyond all numbers', async () => {
  const infinite = text.replace('0.4914', '1e999')
  expectSentence(await messageOf(() => parseManifest(infinite)), 'field "input.mean.0"', 'Infinity')
})

describe('a text that is no manifest', () => {
  it.each(['', '<!doctype html>\n<html lang="en">', '{"formatVersion": 1,', 'NaN', text.slice(0, 700)])(
    'is not JSON: %.15j',
    async (broken) => {
      expectSentence(await messageOf(() => parseManifest(broken)), 'manifest is not JSON')
    },
  )

  it.each(['null', '[]', '3', '"manifest"'])('is JSON but no object: %s', async (value) => {
    expectSentence(await messageOf(() => parseManifest(value)), 'The manifest is', 'where an object is expected')
  })
})

describe('the key "__proto__"', () => {
  const poison = '"__proto__": {"polluted": true}'

  it.each(['"formatVersion"', '"name": "resnet"', '"python"', '"batch_size"'])(
    'beside %s changes no object',
    (beside) => {
      const manifest = parseManifest(text.replace(beside, `${poison}, ${beside}`))
      const objects = [manifest, manifest.architecture, manifest.training.recipe, manifest.training.libraries, {}]
      for (const object of objects) expect((object as Record<string, unknown>).polluted).toBeUndefined()
    },
  )

  it('does not stand in for a field', async () => {
    const stripped = withField('licence', undefined)
    const poisoned = stripped.replace('{', '{"__proto__": {"licence": "MIT"}, ')
    expectSentence(await messageOf(() => parseManifest(poisoned)), 'field "licence" is missing')
  })
})
