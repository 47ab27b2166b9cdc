import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { wilsonInterval } from '../src/numbers/wilson'
import { claimsText } from './claimsTable.mjs'
import { CLAIMS_FILE, modelsTables, readFurtherManifests, readManifests, withTables, ZOO_PAGE } from './modelsTable.mjs'
import { root } from './root.mjs'
import { measuredModel } from './testing/measuredModel.mjs'
import { wilson } from './zooFigures.mjs'

it("compares the zoo's figures with the manifests", () => {
  const page = readFileSync(join(root, ZOO_PAGE), 'utf8')
  expect(withTables(page, readManifests(), readFurtherManifests()), 'run: node tools/modelsTable.mjs').toBe(page)
})

it("compares the claims of the page's article with the manifests", () => {
  const written = readFileSync(join(root, CLAIMS_FILE), 'utf8')
  expect(claimsText(readManifests(), readFurtherManifests()), 'run: node tools/modelsTable.mjs').toBe(written)
})

it('says which line the page lacks', () => {
  expect(() => withTables('# The zoo', [], [])).toThrow(/docs\/zoo\.md lacks "<!-- models/)
})

const lastRow = (manifests) => modelsTables(manifests).split('\n').at(-1)

describe('a row', () => {
  it('has every figure, each with its own number of images', () => {
    const model = measuredModel('adversarial', { name: 'PGD-3', robust: { 4: [30], 8: [22], 16: [4] } })
    expect(lastRow([model])).toBe(
      '| PGD-3 | 1.25 MB | 73.4 % (n = 1,000) | 44.0 % (40 to 48, n = 600) | 60.0 % (46 to 72, n = 50) ' +
        '| 44.0 % (31 to 58, n = 50) | 8.0 % (3 to 19, n = 50) | 13.6 (n = 1,000) | 6.78 / 18.9 (n = 264 / 336) ' +
        '| 0.47 (n = 1,000) |',
    )
  })

  it('has no interval where many images were attacked', () => {
    const model = measuredModel('adversarial', { robust: { 8: Array(20).fill(22) } })
    expect(lastRow([model])).toContain('|  | 44.0 % (n = 1,000) |  |')
  })

  it('leaves empty what was not measured', () => {
    const model = measuredModel('natural', { name: 'Natural', robust: {} })
    const { figures } = model
    const [pgd] = figures.robustAccuracy
    Object.assign(pgd, { accuracy: 0, meanGradientL1Robust: null })
    expect(lastRow([model])).toContain('| 13.6 (n = 1,000) | – / 18.9 (n = 0 / 600) | 0.47 (n = 1,000) |')
    delete pgd.meanGradientL1Robust
    expect(lastRow([model])).toContain('| 13.6 (n = 1,000) |  | 0.47')
    figures.robustAccuracy = []
    delete figures.gradients
    expect(lastRow([model])).toBe('| Natural | 1.25 MB | 73.4 % (n = 1,000) |  |  |  |  |  |  |  |')
    expect(lastRow([{ ...model, figures: null }])).toBe('| Natural | 1.25 MB | not measured |  |  |  |  |  |  |  |')
  })

  it('says that the training is incomplete', () => {
    const model = measuredModel('natural', { name: 'Natural' })
    model.training.epochsTrained = 3
    expect(lastRow([model])).toMatch(/^\| Natural \(3 of 9 epochs\) \|/)
  })
})

it('has a table for each data set and architecture, in order, at the epsilon of the data set', () => {
  const models = [
    measuredModel('natural', { data: 'Tiny-ImageNet-10', name: 'N4' }),
    measuredModel('natural', { architecture: 'swin', name: 'N3' }),
    measuredModel('natural', { activation: 'relu', name: 'N2' }),
    measuredModel('gradient-norm', { name: 'G' }),
    measuredModel('adversarial', { name: 'A' }),
    measuredModel('natural', { name: 'N1' }),
  ]
  const lines = modelsTables(models).split('\n')
  const told = lines
    .filter((line) => line.startsWith('### ') || /^\| [A-Z]/.test(line))
    .map((line) => line.split(' |')[0])
  expect(told).toEqual([
    '### CIFAR-10, ResNet, GELU',
    '| N1',
    '| G',
    '| A',
    '### CIFAR-10, ResNet, ReLU',
    '| N2',
    '### CIFAR-10, Swin, GELU',
    '| N3',
    '### Tiny-ImageNet-10, ResNet, GELU',
    '| N4',
  ])
  const heads = lines.filter((line) => line.startsWith('| model'))
  expect(heads[0]).toContain('| PGD-20 at 8/255 | AutoAttack at 4/255 | AutoAttack at 8/255 | AutoAttack at 16/255 |')
  expect(heads[3]).toContain('| PGD-20 at 4/255 | AutoAttack at 2/255 | AutoAttack at 4/255 | AutoAttack at 8/255 |')
})

it('refuses a data set whose epsilon it does not know', () => {
  expect(() => modelsTables([measuredModel('natural', { data: 'MNIST' })])).toThrow('add its epsilon')
})

it.each([
  [0, 50],
  [0.44, 50],
  [0.997, 333],
  [1, 1],
])("has the page's interval of %f in %i", (share, images) => {
  const [ours, theirs] = [wilson(share, images), wilsonInterval(share, images)]
  expect(ours.low).toBeCloseTo(theirs.low, 12)
  expect(ours.high).toBeCloseTo(theirs.high, 12)
})
