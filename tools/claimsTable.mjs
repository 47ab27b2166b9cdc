/** @file The paper's claims beside what the zoo shows, from the manifests. A row needs the models that it compares. */
import { furtherRuns, ratiosOverSeeds, seedOf } from './furtherRuns.mjs'
import { table } from './markdown.mjs'
import { meanRatioInterval, robustRatioInterval } from './ratioInterval.mjs'
import { goalText, resultText } from './verdict.mjs'
import {
  attackAt,
  autoAttackAt,
  epsilonOf,
  groupName,
  groupsOf,
  normsOnTheSameImages,
  robustOnTheSameImages,
} from './zooFigures.mjs'

const GRADIENT_NORMS = ['gradient-norm', 'gradient-norm-differences']
/** Goals for gradient norm's AutoAttack accuracy as a share of adversarial training's. */
const GOALS = {
  'CIFAR-10': { 4: { least: 0.9 }, 8: { least: 0.8 } },
  'Tiny-ImageNet-10': { 4: { least: 0.9 } },
}
const EDGE_GOAL = { least: 0.5 }
const COST_GOAL = { most: 0.7 }

/** What the paper claims, by the ids that the page's article refers to. */
export const CLAIMS = {
  robustness: 'gradient norm reaches over 90 % of the robust accuracy of adversarial training',
  cost: 'it costs 60 % of PGD-3 adversarial training',
  relu: 'gradient norm fails with ReLU',
  silu: 'gradient norm works with SiLU as with GELU',
  reluControl: 'adversarial training does not need a smooth activation',
  edges: 'edge regularisation alone reaches about 60 % of the robust accuracy of adversarial training',
  norms: 'gradients of robust models are about 100 times smaller',
}

/** The table, or a sentence if no row can be made yet. */
export function claimsTable(manifests, further = []) {
  const rows = claimRows(manifests, further)
  if (rows.length === 0) return 'No claim can be compared with the zoo yet.'
  const heads = ['claim of the paper', 'measured', 'goal', 'result']
  return table(heads, rows)
}

/** The same rows for the page, as the text of a JSON file: by the ids of the claims. */
export function claimsText(manifests, further = []) {
  const idOf = (claim) => Object.keys(CLAIMS).find((id) => CLAIMS[id] === claim)
  const rows = claimRows(manifests, further).map(([claim, measured, goal, result]) => ({
    id: idOf(claim),
    measured,
    goal,
    result,
  }))
  const byId = Object.entries(CLAIMS).map(([id, claim]) => {
    const own = rows.filter((row) => row.id === id).map(({ id: _, ...row }) => row)
    return [id, { claim, rows: own }]
  })
  return `${JSON.stringify(Object.fromEntries(byId), null, 2)}\n`
}

function claimRows(manifests, further) {
  const groups = groupsOf(manifests)
  return [
    ...groups.flatMap(([name, members]) => robustness(name, members)),
    ...groups.flatMap(([name, members]) => cost(name, members)),
    ...activation(groups),
    ...activationInFurtherRuns(manifests, further),
    ...groups.flatMap(([name, members]) => edges(name, members)),
    ...groups.flatMap(([name, members]) => smallGradients(name, members)),
  ]
}

function robustness(group, members) {
  const baseline = byObjective(members, 'adversarial')
  return members.filter(isGradientNorm).flatMap((model) => {
    const { data, architecture } = model
    if (!baseline || architecture.activation === 'relu') return []
    const epsilon = epsilonOf(model)
    return [epsilon / 2, epsilon].flatMap((at) =>
      ratioRow(
        CLAIMS.robustness,
        `${group}: ${model.name} / ${baseline.name}, AutoAttack at ${at}/255`,
        GOALS[data]?.[at],
        robustOnTheSameImages(model, baseline, at),
      ),
    )
  })
}

function cost(group, members) {
  return members.filter(isGradientNorm).flatMap(({ name, figures }) => {
    if (!figures?.epochCost) return []
    const { relativeToAdversarial: ratio, relativeInterval: interval, processor } = figures.epochCost
    return [
      [
        CLAIMS.cost,
        `${group}: ${name} / PGD-3, time of a training step${processor ? ` on ${processor}` : ''}`,
        goalText(COST_GOAL),
        resultText(ratio, interval ?? undefined, COST_GOAL),
      ],
    ]
  })
}

/** Gradient norm with ReLU compared with GELU, and adversarial training as the control. */
function activation(groups) {
  const all = groups.flatMap(([, members]) => members)
  return all.flatMap((relu) => {
    if (relu.architecture.activation !== 'relu') return []
    const control = relu.training.objective === 'adversarial'
    if (!control && !isGradientNorm(relu)) return []
    const gelu = all.find((other) => other.architecture.activation === 'gelu' && sameButForActivation(relu, other))
    if (!gelu) return []
    const epsilon = epsilonOf(relu)
    return [epsilon / 2, epsilon].flatMap((at) =>
      ratioRow(
        control ? CLAIMS.reluControl : CLAIMS.relu,
        `${groupName(relu)}: ${relu.name} / ${gelu.name}, ${recipeWords(relu, gelu)}, AutoAttack at ${at}/255`,
        undefined,
        robustOnTheSameImages(relu, gelu, at),
        control ? 'near 1' : 'well below 1',
      ),
    )
  })
}

/** Activations compared with GELU in gradient norm, where runs beside the zoo's tell more: the claim and what it wishes. */
const COMPARED_WITH_GELU = {
  relu: { claim: CLAIMS.relu, wish: 'well below 1' },
  silu: { claim: CLAIMS.silu, wish: 'near 1' },
}

/** The same comparison over further runs: a ratio for each seed that both recipes have, with mean and range. */
function activationInFurtherRuns(manifests, further) {
  const sets = furtherRuns(manifests, further)
  return sets.flatMap((runs) => {
    const [first] = runs
    const compared = COMPARED_WITH_GELU[first.architecture.activation]
    if (!compared || !isGradientNorm(first)) return []
    const gelus = [...manifests, ...further].filter((other) => isSameRecipeWithGelu(first, other))
    const isFurther = (seed) => further.some((run) => seedOf(run) === seed && [...runs, ...gelus].includes(run))
    return attacksAt(epsilonOf(first)).flatMap(([attack, entryOf]) => {
      const found = ratiosOverSeeds(runs, gelus, entryOf)
      // The zoo's own models are compared image by image above.
      if (!found?.seeds.some(isFurther)) return []
      const seeds = `${found.seeds.length > 1 ? 'seeds' : 'seed'} ${found.seeds.join(', ')}`
      const measured = `${groupName(first)}: ${first.name} / ${gelus[0].name}, ${seeds}, ${attack}`
      const [mean, low, high] = [found.mean, found.low, found.high].map((ratio) => ratio.toFixed(2))
      const result =
        found.seeds.length > 1 ? `${mean} on average, from ${low} to ${high}` : `${mean} in one run of each`
      return [[compared.claim, measured, compared.wish, result]]
    })
  })
}

const attacksAt = (epsilon) =>
  [epsilon / 2, epsilon].flatMap((at) => [
    [`PGD-20 at ${at}/255`, (manifest) => attackAt(manifest, 'pgd', at)],
    [`AutoAttack at ${at}/255`, (manifest) => autoAttackAt(manifest, at)],
  ])

function edges(group, members) {
  const [model, baseline] = ['edge-regularisation', 'adversarial'].map((name) => byObjective(members, name))
  if (!model || !baseline) return []
  const epsilon = epsilonOf(model)
  return [epsilon / 2, epsilon].flatMap((at) =>
    ratioRow(
      CLAIMS.edges,
      `${group}: ${model.name} / ${baseline.name}, AutoAttack at ${at}/255`,
      EDGE_GOAL,
      robustOnTheSameImages(model, baseline, at),
    ),
  )
}

function smallGradients(group, members) {
  const [natural, robust] = ['natural', 'adversarial'].map((name) => byObjective(members, name))
  const compared = natural && robust && normsOnTheSameImages(natural, robust)
  if (!compared) return []
  const [mean, other] = [natural, robust].map(({ figures }) => figures.gradients.loss.meanL1)
  const interval = meanRatioInterval(...compared.pairs)
  const [factor, low, high] = [mean / other, interval?.low, interval?.high].map((value) => value?.toPrecision(3))
  return [
    [
      CLAIMS.norms,
      `${group}: mean ‖∇L‖₁, ${natural.name} / ${robust.name}, n = ${compared.images.toLocaleString('en')}`,
      'a factor',
      `${factor} (${interval ? `${low} to ${high}` : 'no interval'})`,
    ],
  ]
}

/** "0.87 (0.82 to 0.91; 26 / 30 of 50 images are robust), missed"; no row if the two have no images in common. */
function ratioRow(claim, measured, goal, compared, wish = '') {
  if (!compared || compared.robust[1] === 0) return []
  const [robust, robustInBaseline] = compared.robust
  const counts = `${robust} / ${robustInBaseline} of ${compared.images.toLocaleString('en')} images are robust`
  const result = resultText(robust / robustInBaseline, robustRatioInterval(compared), goal, counts)
  return [[claim, measured, goal ? goalText(goal) : wish, result]]
}

const byObjective = (members, objective) => members.find(({ training }) => training.objective === objective)
const isGradientNorm = ({ training }) => GRADIENT_NORMS.includes(training.objective)

/** Whether both have the same objective with the same settings, such as λ. One may have been trained longer. */
function sameButForActivation(one, other) {
  const essence = ({ data, architecture, training: { recipe } }) =>
    JSON.stringify([data, { ...architecture, activation: '' }, recipe.objective])
  return essence(one) === essence(other)
}

/** "same recipe", or the settings in which the two differ: "same objective, but epochs 7 / 11". */
function recipeWords(one, other) {
  const [settings, others] = [one, other].map(({ training }) => training.recipe.training)
  const different = differentSettings(one, other)
  if (different.length === 0) return 'same recipe'
  const words = different.map((name) => `${name.replaceAll('_', ' ')} ${settings[name]} / ${others[name]}`)
  return `same objective, but ${words.join(' and ')}`
}

/** Settings of training that differ, but for the weights that each began with. */
function differentSettings(one, other) {
  const [settings, others] = [one, other].map(({ training }) => training.recipe.training)
  const names = [...new Set([...Object.keys(settings), ...Object.keys(others)])]
  return names.filter((name) => name !== 'start_from' && settings[name] !== others[name])
}

const isSameRecipeWithGelu = (one, other) =>
  other.architecture.activation === 'gelu' &&
  sameButForActivation(one, other) &&
  differentSettings(one, other).every((name) => name === 'seed')
