/**
 * @file The tables of models, of further runs and of the paper's claims in docs/zoo.md, and the claims of the page's
 * article, written from the manifests: node tools/modelsTable.mjs
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { claimsTable, claimsText } from './claimsTable.mjs'
import { furtherRunsTable } from './furtherRuns.mjs'
import { replaceBetween, rewrite, table } from './markdown.mjs'
import { root } from './root.mjs'
import { attackAt, autoAttackAt, epsilonOf, groupsOf, wilson } from './zooFigures.mjs'

export const ZOO_PAGE = 'docs/zoo.md'
/** The claims' rows for the page's article. */
export const CLAIMS_FILE = 'src/views/why/claims.json'
/** From this many images on, an interval is narrow enough to leave out. */
const MANY_IMAGES = 1000

const percent = (share) => `${(100 * share).toFixed(1)} %`
const norm = (value) => value.toPrecision(3)
const countText = (images) => `n = ${images.toLocaleString('en')}`

/** One table per group of models that differ only in their training. */
export function modelsTables(manifests) {
  return groupsOf(manifests)
    .map(([name, members]) => `### ${name}\n\n${modelsTable(members)}`)
    .join('\n\n')
}

function modelsTable(members) {
  const epsilon = epsilonOf(members[0])
  const epsilons = [epsilon / 2, epsilon, epsilon * 2]
  const heads = [
    'model',
    'weights',
    'clean',
    `PGD-20 at ${epsilon}/255`,
    ...epsilons.map((each) => `AutoAttack at ${each}/255`),
    'mean ‖∇L‖₁',
    'robust / not robust',
    'edge alignment r',
  ]
  const rows = members.map((manifest) => {
    const { figures, weights } = manifest
    const pgd = attackAt(manifest, 'pgd', epsilon)
    const gradients = figures?.gradients
    return [
      nameAndEpochs(manifest),
      `${(weights.bytes / 1e6).toFixed(2)} MB`,
      figures ? measured({ accuracy: figures.cleanAccuracy, images: figures.images }) : 'not measured',
      measured(pgd),
      ...epsilons.map((each) => measured(autoAttackAt(manifest, each))),
      gradients ? `${norm(gradients.loss.meanL1)} (${countText(gradients.images)})` : '',
      robustAndNot(pgd),
      gradients ? `${gradients.loss.meanAlignment.toFixed(2)} (${countText(gradients.images)})` : '',
    ]
  })
  return table(heads, rows)
}

function nameAndEpochs({ name, training }) {
  const { epochsTrained, epochsPlanned } = training
  return epochsTrained < epochsPlanned ? `${name} (${epochsTrained} of ${epochsPlanned} epochs)` : name
}

/** "44.0 % (31 to 58, n = 50)", with its 95 % interval if there are few images. */
function measured(entry) {
  if (!entry) return ''
  const { accuracy, images } = entry
  const { low, high } = wilson(accuracy, images)
  const interval = images < MANY_IMAGES ? `${(100 * low).toFixed(0)} to ${(100 * high).toFixed(0)}, ` : ''
  return `${percent(accuracy)} (${interval}${countText(images)})`
}

/** "6.78 / 18.9 (n = 264 / 336)", from the entry of the attack that separates them. */
function robustAndNot(entry) {
  if (entry?.meanGradientL1Robust === undefined) return ''
  const { meanGradientL1Robust, meanGradientL1NotRobust, accuracy, images } = entry
  const robust = Math.round(accuracy * images)
  const means = [meanGradientL1Robust, meanGradientL1NotRobust].map((part) => (part === null ? '–' : norm(part)))
  return `${means.join(' / ')} (${countText(robust)} / ${(images - robust).toLocaleString('en')})`
}

/** The page of the zoo with its tables replaced. */
export function withTables(page, manifests, further) {
  const source = { file: ZOO_PAGE, writer: 'tools/modelsTable.mjs' }
  const written = replaceBetween(page, { ...source, what: 'models' }, modelsTables(manifests))
  const withFurther = replaceBetween(written, { ...source, what: 'further runs' }, furtherRunsTable(manifests, further))
  return replaceBetween(withFurther, { ...source, what: 'claims' }, claimsTable(manifests, further))
}

/** The zoo's manifests. */
export const readManifests = () => manifestsIn(join(root, 'models'))
/** Those of runs beside the zoo's. */
export const readFurtherManifests = () => manifestsIn(join(root, 'models', 'further'))

function manifestsIn(models) {
  if (!existsSync(models)) return []
  return readdirSync(models)
    .sort()
    .map((id) => join(models, id, 'manifest.json'))
    .filter((file) => existsSync(file))
    .map((file) => JSON.parse(readFileSync(file, 'utf8')))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [manifests, further] = [readManifests(), readFurtherManifests()]
  rewrite(ZOO_PAGE, (page) => withTables(page, manifests, further))
  writeFileSync(join(root, CLAIMS_FILE), claimsText(manifests, further))
}
