import { expect, it } from 'vitest'
import { claimsTable } from './claimsTable.mjs'
import { measuredModel } from './testing/measuredModel.mjs'

/** The cells of the rows, without the header. */
function rowsOf(...models) {
  return claimsTable(models)
    .split('\n')
    .slice(2)
    .map((line) => line.slice(2, -2).split(' | '))
}

/** Goal and result of the rows whose claim contains these words. */
const about = (words, ...models) =>
  rowsOf(...models)
    .filter(([claim]) => claim.includes(words))
    .map((cells) => cells.slice(2))

const adversarial = measuredModel('adversarial', { name: 'A', robust: { 4: [30, 30], 8: [20, 20] } })

/** Counts for 20 blocks with mean `robust`; counts with different `step`s are uncorrelated. */
const blocksNear = (robust, step = 1) => Array.from({ length: 20 }, (_, i) => robust + ((step * i) % 5) - 2)

it('says so while there is nothing to compare', () => {
  expect(claimsTable([])).toBe('No claim can be compared with the zoo yet.')
  expect(claimsTable([adversarial])).toBe('No claim can be compared with the zoo yet.')
})

it('compares robust accuracies on the images that both have', () => {
  const model = measuredModel('gradient-norm', { name: 'G', robust: { 4: [27, 27], 8: [15] } })
  expect(about('over 90 %', adversarial, model)).toEqual([
    ['≥ 0.9', '0.90 (0.61 to 1.33; 54 / 60 of 100 images are robust), not decided'],
    ['≥ 0.8', '0.75 (0.32 to 1.76; 15 / 20 of 50 images are robust), not decided'],
  ])
  const [[, measured]] = rowsOf(adversarial, model)
  expect(measured).toBe('CIFAR-10, ResNet, GELU: G / A, AutoAttack at 4/255')
})

it('compares an incomplete last block only with one of the same length', () => {
  const short = (objective, blocks) => {
    const model = measuredModel(objective, { robust: { 8: blocks } })
    model.figures.robustAccuracy.at(-1).images = 70
    return model
  }
  const both = about('over 90 %', short('adversarial', [20, 8]), short('gradient-norm', [16, 4]))
  expect(both).toEqual([['≥ 0.8', expect.stringContaining('20 / 28 of 70 images are robust')]])
  const one = about('over 90 %', adversarial, short('gradient-norm', [16, 4]))
  expect(one).toEqual([['≥ 0.8', expect.stringContaining('16 / 20 of 50 images are robust')]])
})

it.each([
  ['met', 30],
  ['not decided', 28],
  ['missed', 25],
])('a goal of 0.9 on the same images is %s by blocks of %i robust images against 31', (words, robust) => {
  const models = [31, robust].map((each, i) =>
    measuredModel(i ? 'gradient-norm' : 'adversarial', { robust: { 4: blocksNear(each, i + 1) } }),
  )
  const [[goal, result]] = about('over 90 %', ...models)
  expect(goal).toBe('≥ 0.9')
  expect(result).toMatch(new RegExp(`^0\\.\\d+ \\(0\\.\\d+ to \\d\\.\\d+; .* of 1,000 images are robust\\), ${words}$`))
})

it('does not let a single image decide', () => {
  const results = [27, 28].map((first) => {
    const robust = { 4: [first, ...blocksNear(27, 2).slice(1)] }
    const [[, result]] = about(
      'over 90 %',
      measuredModel('adversarial', { robust: { 4: blocksNear(30) } }),
      measuredModel('gradient-norm', { robust }),
    )
    return result.split(', ').at(-1)
  })
  expect(results).toEqual(['not decided', 'not decided'])
})

it('compares image by image if both manifests say which are robust', () => {
  const withBits = (objective, bytes) => {
    const model = measuredModel(objective, { robust: { 4: [30] } })
    Object.assign(model.figures.robustAccuracy.at(-1), {
      robustPerImage: Buffer.from(bytes).toString('base64'),
      images: 8 * bytes.length,
    })
    return model
  }
  const [of, with8] = [withBits('gradient-norm', Array(20).fill(0b11110000)), Array(20).fill(0b11111000)]
  expect(about('over 90 %', withBits('adversarial', with8), of)).toEqual([
    ['≥ 0.9', '0.80 (0.72 to 0.88; 80 / 100 of 160 images are robust), missed'],
  ])
  // Images that the shorter run lacks are left out.
  expect(about('over 90 %', withBits('adversarial', [...with8, 255]), of)[0][1]).toContain('80 / 100 of 160')
})

it.each([
  ['of another place', (model) => Object.assign(model.figures, { split: 'the first 1,000 of some other images' })],
  ['not measured', (model) => Object.assign(model, { figures: null })],
  ['without blocks', (model) => delete model.figures.robustAccuracy.at(-1).robustPerBlock],
  ['of another data set', (model) => Object.assign(model, { data: 'Tiny-ImageNet-10' })],
  ['with ReLU', (model) => Object.assign(model.architecture, { activation: 'relu' })],
])('makes no ratio with figures %s', (_, change) => {
  const model = measuredModel('gradient-norm', { robust: { 8: [15] } })
  change(model)
  expect(about('over 90 %', adversarial, model)).toEqual([])
})

it('makes no ratio to a model without a robust image', () => {
  const none = measuredModel('adversarial', { robust: { 8: [0] } })
  expect(about('over 90 %', none, measuredModel('gradient-norm', { robust: { 8: [1] } }))).toEqual([])
})

it('has the goal of Tiny-ImageNet-10 at its own epsilon', () => {
  const tiny = (objective, robust) => measuredModel(objective, { data: 'Tiny-ImageNet-10', robust })
  const rows = about(
    'over 90 %',
    tiny('adversarial', { 2: [20], 4: [20] }),
    tiny('gradient-norm', { 2: [20], 4: [17] }),
  )
  expect(rows).toEqual([
    ['', expect.stringMatching(/^1\.00 \(.*; 20 \/ 20 of 50 images are robust\)$/)],
    ['≥ 0.9', expect.stringMatching(/^0\.85 \(.*; 17 \/ 20 of 50 images are robust\), not decided$/)],
  ])
})

it.each([
  [0.6, undefined, '0.60 (no interval), not decided'],
  [0.6, { low: 0.58, high: 0.62 }, '0.60 (0.58 to 0.62), met'],
  [0.72, { low: 0.69, high: 0.75 }, '0.72 (0.69 to 0.75), not decided'],
  [0.84, { low: 0.8, high: 0.9 }, '0.84 (0.80 to 0.90), missed'],
])('states the cost %f of an epoch (case %#)', (relativeToAdversarial, relativeInterval, result) => {
  const model = measuredModel('gradient-norm')
  model.figures.epochCost = { relativeToAdversarial, relativeInterval, processor: 'AMD EPYC' }
  expect(about('costs 60 %', model)).toEqual([['≤ 0.7', result]])
  expect(claimsTable([model])).toContain('time of a training step on AMD EPYC |')
  model.figures.epochCost = null
  expect(about('costs 60 %', model)).toEqual([])
})

it('compares ReLU with GELU where everything else is the same', () => {
  const pair = (objective, relu, gelu) => [
    measuredModel(objective, { activation: 'relu', robust: { 8: [relu] } }),
    measuredModel(objective, { robust: { 8: [gelu] } }),
  ]
  const models = [...pair('gradient-norm', 5, 20), ...pair('adversarial', 19, 20), ...pair('natural', 1, 1)]
  expect(about('fails with ReLU', ...models)).toEqual([
    ['well below 1', expect.stringMatching(/^0\.25 \(.*; 5 \/ 20 of 50 images are robust\)$/)],
  ])
  expect(about('smooth activation', ...models)).toEqual([
    ['near 1', expect.stringMatching(/^0\.95 \(.*; 19 \/ 20 of 50 images are robust\)$/)],
  ])
  models[0].training.recipe.objective.lambda_gn = 2
  expect(about('fails with ReLU', ...models)).toEqual([])
})

it('says how the training of the two differs', () => {
  const [relu, gelu] = ['relu', 'gelu'].map((activation) =>
    measuredModel('gradient-norm', { name: activation, activation, robust: { 8: [10] } }),
  )
  const words = () => rowsOf(relu, gelu).map(([, measured]) => measured)
  expect(words()).toEqual(['CIFAR-10, ResNet, ReLU: relu / gelu, same recipe, AutoAttack at 8/255'])
  Object.assign(relu.training.recipe.training, { epochs: 7, precision: 'float32' })
  Object.assign(gelu.training.recipe.training, { precision: 'bfloat16' })
  expect(words()).toEqual([
    'CIFAR-10, ResNet, ReLU: relu / gelu, same objective, but epochs 7 / 9 and precision float32 / bfloat16, AutoAttack at 8/255',
  ])
})

it('compares edge regularisation with adversarial training', () => {
  const model = measuredModel('edge-regularisation', { robust: { 4: [15, 16], 8: [9, 10] } })
  expect(about('edge regularisation', adversarial, model)).toEqual([
    ['≥ 0.5', expect.stringMatching(/^0\.52 \(.*; 31 \/ 60 of 100 images are robust\), not decided$/)],
    ['≥ 0.5', expect.stringMatching(/^0\.47 \(.*; 19 \/ 40 of 100 images are robust\), not decided$/)],
  ])
})

it('gives the factor between the norms, with its interval, on the same images', () => {
  const near = (mean) => Array.from({ length: 20 }, (_, i) => mean * (1 + ((i % 3) - 1) / 10))
  const natural = (norms) => measuredModel('natural', { norms: [200, ...norms.slice(1)] })
  const robust = measuredModel('adversarial', { norms: [10, ...near(10).slice(1)] })
  const [[goal, factor]] = about('100 times', natural(near(200)), robust)
  expect(goal).toBe('a factor')
  expect(factor).toMatch(/^20\.0 \((19|20)\.\d to (20|21)\.\d\)$/)
  expect(about('100 times', natural([1, 2, 3]), robust)[0][1]).toBe('20.0 (no interval)')
  const other = natural(near(200))
  other.figures.gradients.images = 5000
  expect(about('100 times', other, robust)).toEqual([])
  delete other.figures.gradients
  expect(about('100 times', other, robust)).toEqual([])
})
