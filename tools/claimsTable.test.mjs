import { expect, it } from 'vitest'
import { claimsTable } from './claimsTable.mjs'
import { measuredModel } from './testing/measuredModel.mjs'

/** The rows' cells, without the head. */
function rowsOf(...models) {
  return claimsTable(models)
    .split('\n')
    .slice(2)
    .map((line) => line.slice(2, -2).split(' | '))
}

/** Goal and result of the rows whose claim has these words. */
const about = (words, ...models) =>
  rowsOf(...models)
    .filter(([claim]) => claim.includes(words))
    .map((cells) => cells.slice(2))

const adversarial = measuredModel('adversarial', { name: 'A', held: { 4: [30, 30], 8: [20, 20] } })

it('says so while there is nothing to compare', () => {
  expect(claimsTable([])).toBe('No claim can be held to the zoo yet.')
  expect(claimsTable([adversarial])).toBe('No claim can be held to the zoo yet.')
})

it('compares robust accuracies on the pictures that both have', () => {
  const model = measuredModel('gradient-norm', { name: 'G', held: { 4: [27, 27], 8: [15] } })
  expect(about('over 90 %', adversarial, model)).toEqual([
    ['≥ 0.9', '0.90 (54 / 60 of 100 pictures hold), met'],
    ['≥ 0.8', '0.75 (15 / 20 of 50 pictures hold), missed'],
  ])
  const [[, measured]] = rowsOf(adversarial, model)
  expect(measured).toBe('CIFAR-10, ResNet, GELU: G / A, AutoAttack at 4/255')
})

it('compares a last block that is not full with its like alone', () => {
  const short = (objective, blocks) => {
    const model = measuredModel(objective, { held: { 8: blocks } })
    model.figures.robustAccuracy.at(-1).pictures = 70
    return model
  }
  const both = about('over 90 %', short('adversarial', [20, 8]), short('gradient-norm', [16, 4]))
  expect(both).toEqual([['≥ 0.8', '0.71 (20 / 28 of 70 pictures hold), missed']])
  const one = about('over 90 %', adversarial, short('gradient-norm', [16, 4]))
  expect(one).toEqual([['≥ 0.8', '0.80 (16 / 20 of 50 pictures hold), met']])
})

it.each([
  ['of another place', (model) => Object.assign(model.figures, { split: 'the first 1,000 of some other images' })],
  ['not measured', (model) => Object.assign(model, { figures: null })],
  ['without blocks', (model) => delete model.figures.robustAccuracy.at(-1).heldPerBlock],
  ['of another data set', (model) => Object.assign(model, { data: 'Tiny-ImageNet-10' })],
  ['with ReLU', (model) => Object.assign(model.architecture, { activation: 'relu' })],
])('makes no ratio with figures %s', (_, change) => {
  const model = measuredModel('gradient-norm', { held: { 8: [15] } })
  change(model)
  expect(about('over 90 %', adversarial, model)).toEqual([])
})

it('makes no ratio to a model that holds nothing', () => {
  const fallen = measuredModel('adversarial', { held: { 8: [0] } })
  expect(about('over 90 %', fallen, measuredModel('gradient-norm', { held: { 8: [1] } }))).toEqual([])
})

it('has the goal of Tiny-ImageNet-10 at its own epsilon', () => {
  const tiny = (objective, held) => measuredModel(objective, { data: 'Tiny-ImageNet-10', held })
  const rows = about(
    'over 90 %',
    tiny('adversarial', { 2: [20], 4: [20] }),
    tiny('gradient-norm', { 2: [20], 4: [17] }),
  )
  expect(rows).toEqual([
    ['', '1.00 (20 / 20 of 50 pictures hold)'],
    ['≥ 0.9', '0.85 (17 / 20 of 50 pictures hold), missed'],
  ])
})

it.each([
  [0.6, '0.60, met'],
  [0.84, '0.84, missed'],
])('tells the cost %f of an epoch', (relativeToAdversarial, result) => {
  const model = measuredModel('gradient-norm')
  model.figures.epochCost = { relativeToAdversarial, processor: 'AMD EPYC' }
  expect(about('costs 60 %', model)).toEqual([['≤ 0.7', result]])
  expect(claimsTable([model])).toContain('time of a training step on AMD EPYC |')
  model.figures.epochCost = null
  expect(about('costs 60 %', model)).toEqual([])
})

it('holds ReLU to GELU where all else is the same', () => {
  const pair = (objective, relu, gelu) => [
    measuredModel(objective, { activation: 'relu', held: { 8: [relu] } }),
    measuredModel(objective, { held: { 8: [gelu] } }),
  ]
  const models = [...pair('gradient-norm', 5, 20), ...pair('adversarial', 19, 20), ...pair('natural', 1, 1)]
  expect(about('fails with ReLU', ...models)).toEqual([['well below 1', '0.25 (5 / 20 of 50 pictures hold)']])
  expect(about('smooth activation', ...models)).toEqual([['near 1', '0.95 (19 / 20 of 50 pictures hold)']])
  models[0].training.recipe.objective.lambda_gn = 2
  expect(about('fails with ReLU', ...models)).toEqual([])
})

it('says in what the training of the two differs', () => {
  const [relu, gelu] = ['relu', 'gelu'].map((activation) =>
    measuredModel('gradient-norm', { name: activation, activation, held: { 8: [10] } }),
  )
  const words = () => rowsOf(relu, gelu).map(([, measured]) => measured)
  expect(words()).toEqual(['CIFAR-10, ResNet, ReLU: relu / gelu, same recipe, AutoAttack at 8/255'])
  Object.assign(relu.training.recipe.training, { epochs: 7, precision: 'float32' })
  Object.assign(gelu.training.recipe.training, { precision: 'bfloat16' })
  expect(words()).toEqual([
    'CIFAR-10, ResNet, ReLU: relu / gelu, same objective, but epochs 7 / 9 and precision float32 / bfloat16, AutoAttack at 8/255',
  ])
})

it('holds edge regularisation to adversarial training', () => {
  const model = measuredModel('edge-regularisation', { held: { 4: [15, 16], 8: [9, 10] } })
  expect(about('edge regularisation', adversarial, model)).toEqual([
    ['≥ 0.5', '0.52 (31 / 60 of 100 pictures hold), met'],
    ['≥ 0.5', '0.47 (19 / 40 of 100 pictures hold), missed'],
  ])
})

it('gives the factor between the norms on equally many pictures of one place', () => {
  const natural = measuredModel('natural')
  natural.figures.meanGradientL1 = 271.5
  expect(about('100 times', natural, adversarial)).toEqual([['a factor', '20']])
  natural.figures.pictures = 5000
  expect(about('100 times', natural, adversarial)).toEqual([])
})
