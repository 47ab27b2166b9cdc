import { expect, it } from 'vitest'
import { claimsTable } from './claimsTable.mjs'
import { furtherRunsTable } from './furtherRuns.mjs'
import { measuredModel } from './testing/measuredModel.mjs'

/** A run of gradient norm with a seed, and its accuracy under PGD-20 at epsilon. */
function run(seed, accuracy, given = {}) {
  const model = measuredModel('gradient-norm', { name: 'G', ...given })
  model.training.recipe.training = { ...model.training.recipe.training, start_from: 'natural', seed }
  model.figures.robustAccuracy[0].accuracy = accuracy
  return model
}

const rowsOf = (text) =>
  text
    .split('\n')
    .slice(2)
    .map((line) => line.slice(2, -2).split(' | '))

it('says so while no recipe was trained beside the zoo', () => {
  expect(furtherRunsTable([run(1, 0.5)], [])).toBe('No recipe has been trained beside those of the zoo yet.')
})

it('lists the runs of a recipe by seed, and their mean and sample standard deviation', () => {
  const rows = rowsOf(furtherRunsTable([run(1, 0.3), measuredModel('adversarial')], [run(3, 0.5), run(2, 0.4)]))
  expect(rows.map(([recipe, seed, , , pgd]) => [recipe, seed, pgd])).toEqual([
    ['CIFAR-10, ResNet, GELU: G', '1', '30.0 %'],
    ['CIFAR-10, ResNet, GELU: G', '2', '40.0 %'],
    ['CIFAR-10, ResNet, GELU: G', '3', '50.0 %'],
    ['CIFAR-10, ResNet, GELU: G', 'mean ± standard deviation', '40.0 % ± 10.0 %'],
  ])
})

it('leaves the mean out where a run was not measured', () => {
  const [, second, summary] = rowsOf(furtherRunsTable([run(1, 0.3, { robust: { 8: [20] } })], [run(2, 0.4)]))
  const autoAttackAtEpsilon = 6
  expect([second[autoAttackAtEpsilon], summary[autoAttackAtEpsilon]]).toEqual(['', ''])
})

it('keeps runs apart that differ in more than their seed', () => {
  const longer = run(2, 0.4)
  longer.training.recipe.training.epochs = 10
  expect(rowsOf(furtherRunsTable([run(1, 0.3)], [longer, run(3, 0.5)])).map(([, seed]) => seed)).toEqual([
    '1',
    '3',
    'mean ± standard deviation',
    '2',
  ])
})

it('compares ReLU with GELU seed by seed among the claims', () => {
  const relu = (seed, accuracy) => run(seed, accuracy, { activation: 'relu', name: 'R' })
  const text = claimsTable([run(1, 0.4), relu(1, 0.2)], [run(2, 0.5), relu(2, 0.4), relu(3, 0.1)])
  expect(text).toContain(
    'ReLU: R / G, seeds 1, 2, PGD-20 at 8/255 | well below 1 | 0.65 on average, from 0.50 to 0.80 |',
  )
  expect(claimsTable([run(1, 0.4), relu(1, 0.2)], [run(2, 0.5)])).not.toContain('seeds')
})

it('compares SiLU with GELU from a single run of each', () => {
  const silu = run(1, 0.39, { activation: 'silu', name: 'S' })
  expect(claimsTable([run(1, 0.4)], [silu])).toContain(
    'SiLU: S / G, seed 1, PGD-20 at 8/255 | near 1 | 0.97 in one run of each |',
  )

  const fewer = run(1, 0.39, { activation: 'silu', name: 'S' })
  fewer.figures.robustAccuracy[0].images = 50
  expect(claimsTable([run(1, 0.4)], [fewer])).not.toContain('SiLU')
})
