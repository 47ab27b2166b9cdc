/**
 * @file The README's tables of models and of the paper's claims, written from the manifests:
 * node tools/modelsTable.mjs
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { claimsTable } from './claimsTable.mjs'
import { root } from './root.mjs'
import { attackAt, autoAttackAt, epsilonOf, groupsOf, wilson } from './zooFigures.mjs'

const WRITTEN = ': written by tools/modelsTable.mjs -->'
/** From so many images on, an interval is narrow enough to be left out. */
const MANY_IMAGES = 1000

const percent = (share) => `${(100 * share).toFixed(1)} %`
const norm = (value) => value.toPrecision(3)
const countText = (images) => `n = ${images.toLocaleString('en')}`

/** One table a group of models that differ in their training alone. */
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
  return [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function nameAndEpochs({ name, training }) {
  const { epochsTrained, epochsPlanned } = training
  return epochsTrained < epochsPlanned ? `${name} (${epochsTrained} of ${epochsPlanned} epochs)` : name
}

/** "44.0 % (31 to 58, n = 50)": with its 95 % interval while it stands on few images. */
function measured(entry) {
  if (!entry) return ''
  const { accuracy, images } = entry
  const { low, high } = wilson(accuracy, images)
  const interval = images < MANY_IMAGES ? `${(100 * low).toFixed(0)} to ${(100 * high).toFixed(0)}, ` : ''
  return `${percent(accuracy)} (${interval}${countText(images)})`
}

/** "6.78 / 18.9 (n = 264 / 336)", from the entry of the attack that parts them. */
function robustAndNot(entry) {
  if (entry?.meanGradientL1Robust === undefined) return ''
  const { meanGradientL1Robust, meanGradientL1NotRobust, accuracy, images } = entry
  const robust = Math.round(accuracy * images)
  const means = [meanGradientL1Robust, meanGradientL1NotRobust].map((part) => (part === null ? '–' : norm(part)))
  return `${means.join(' / ')} (${countText(robust)} / ${(images - robust).toLocaleString('en')})`
}

/** The README with both of its tables replaced. */
export function withTables(readme, manifests) {
  const written = replaceBetween(readme, 'models', modelsTables(manifests))
  return replaceBetween(written, 'claims', claimsTable(manifests))
}

function replaceBetween(readme, what, table) {
  const [first, last] = [`<!-- ${what}${WRITTEN}`, `<!-- end of ${what} -->`]
  const [begin, end] = [readme.indexOf(first), readme.indexOf(last)]
  if (begin < 0 || end < begin) throw new Error(`README.md lacks "${first}" before "${last}"; put both lines back.`)
  return `${readme.slice(0, begin + first.length)}\n\n${table}\n\n${readme.slice(end)}`
}

export function readManifests() {
  const models = join(root, 'models')
  return readdirSync(models)
    .sort()
    .map((id) => join(models, id, 'manifest.json'))
    .filter((file) => existsSync(file))
    .map((file) => JSON.parse(readFileSync(file, 'utf8')))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const readme = join(root, 'README.md')
  writeFileSync(readme, withTables(readFileSync(readme, 'utf8'), readManifests()))
}
