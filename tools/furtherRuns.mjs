/**
 * @file Runs beside the zoo's that the claims hang on: a table of their figures, with mean and standard deviation where
 * runs differ in their seed alone, and their share of the claims on activations. They lie in models/further.
 */
import { table } from './markdown.mjs'
import { attackAt, autoAttackAt, epsilonOf, groupBy, groupName } from './zooFigures.mjs'

/**
 * Sets of runs with the same recipe but for the seed, each in the order of the seeds: those with a further run, and
 * with it the zoo's model of the same recipe.
 */
export function furtherRuns(manifests, further) {
  const families = new Set(further.map(familyOf))
  const runs = [...manifests, ...further].filter((manifest) => families.has(familyOf(manifest)))
  return [...groupBy(runs, familyOf).values()].map((members) => members.sort((a, b) => seedOf(a) - seedOf(b)))
}

/** One row a run, and below each set of two runs or more its mean and sample standard deviation. */
export function furtherRunsTable(manifests, further) {
  const sets = furtherRuns(manifests, further)
  if (sets.length === 0) return 'No recipe has been trained beside those of the zoo yet.'
  const heads = ['recipe', 'seed', ...COLUMNS.map(({ head }) => head)]
  return table(heads, sets.flatMap(rowsOf))
}

function rowsOf(members) {
  const [first] = members
  const recipe = `${groupName(first)}: ${first.name}`
  const values = COLUMNS.map((column) => members.map(column.of))
  const each = members.map((member, i) => [
    recipe,
    String(seedOf(member)),
    ...COLUMNS.map(({ text }, column) => shown(values[column][i], text)),
  ])
  if (members.length < 2) return each
  const summary = COLUMNS.map(({ text }, column) => {
    const known = values[column].filter((value) => value !== undefined)
    return known.length < members.length ? '' : `${text(mean(known))} ± ${text(deviation(known))}`
  })
  return [...each, [recipe, 'mean ± standard deviation', ...summary]]
}

/**
 * How robust runs of one recipe are beside runs of another with the same seeds: { seeds, ratios, mean, low, high } at
 * an epsilon under an attack that both were measured with on the same first images; undefined if no seed is common.
 * `low` and `high` are the smallest and the largest of the ratios: so few runs bear no interval.
 */
export function ratiosOverSeeds(ones, others, entryOf) {
  const pairs = ones.flatMap((one) => {
    const other = others.find((each) => seedOf(each) === seedOf(one))
    const [top, bottom] = [entryOf(one), other && entryOf(other)]
    if (!top || !bottom || top.images !== bottom.images || bottom.accuracy === 0) return []
    return [{ seed: seedOf(one), ratio: top.accuracy / bottom.accuracy }]
  })
  if (pairs.length === 0) return undefined
  const ratios = pairs.map(({ ratio }) => ratio)
  return {
    seeds: pairs.map(({ seed }) => seed),
    ratios,
    mean: mean(ratios),
    low: Math.min(...ratios),
    high: Math.max(...ratios),
  }
}

export const seedOf = ({ training }) => training.recipe.training.seed

/** Everything that is computed but for the seed, as a text. */
function familyOf({ data, architecture, training: { recipe } }) {
  const { seed: _, ...settings } = recipe.training
  return JSON.stringify([data, architecture, recipe.objective, settings])
}

const pgd = (share) => (manifest) => attackAt(manifest, 'pgd', share * epsilonOf(manifest))?.accuracy
const autoAttack = (share) => (manifest) => autoAttackAt(manifest, share * epsilonOf(manifest))?.accuracy
const percent = (share) => `${(100 * share).toFixed(1)} %`

/** What is told of every run; `text` writes a value and a standard deviation. */
const COLUMNS = [
  { head: 'clean', of: ({ figures }) => figures?.cleanAccuracy, text: percent },
  { head: 'PGD-20 at ε/2', of: pgd(0.5), text: percent },
  { head: 'PGD-20 at ε', of: pgd(1), text: percent },
  { head: 'AutoAttack at ε/2', of: autoAttack(0.5), text: percent },
  { head: 'AutoAttack at ε', of: autoAttack(1), text: percent },
  { head: 'mean ‖∇L‖₁', of: ({ figures }) => figures?.gradients?.loss.meanL1, text: (value) => value.toFixed(1) },
  {
    head: 'edge alignment r',
    of: ({ figures }) => figures?.gradients?.loss.meanAlignment,
    text: (value) => value.toFixed(2),
  },
]

const shown = (value, text) => (value === undefined ? '' : text(value))
const mean = (values) => values.reduce((total, value) => total + value, 0) / values.length
const deviation = (values) => {
  const middle = mean(values)
  return Math.sqrt(values.reduce((total, value) => total + (value - middle) ** 2, 0) / (values.length - 1))
}
