/**
 * @file The README's table of models, written from their manifests:
 * node tools/modelsTable.mjs
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './root.mjs'

const BEGIN = '<!-- models: written by tools/modelsTable.mjs -->'
const END = '<!-- end of models -->'

const percent = (share) => `${(100 * share).toFixed(1)} %`

function row({ name, training, weights, figures }) {
  const trained = `${training.epochsTrained} of ${training.epochsPlanned} epochs`
  if (figures === null) return `| ${name} | ${trained} | ${weights.bytes} | not measured | | | | | |`
  const robust = (epsilon) => {
    const found = figures.robustAccuracy.find(({ epsilon255 }) => epsilon255 === epsilon)
    return found ? percent(found.accuracy) : ''
  }
  return [
    '',
    name,
    trained,
    `${(weights.bytes / 1e6).toFixed(2)} MB`,
    percent(figures.cleanAccuracy),
    robust(4),
    robust(8),
    figures.meanGradientL1.toPrecision(3),
    figures.meanEdgeAlignment.toFixed(2),
    figures.pictures.toLocaleString('en'),
    '',
  ]
    .join(' | ')
    .trim()
}

/** The table for the given manifests. */
export function modelsTable(manifests) {
  return [
    '| model | trained | weights | clean | PGD-20 at 4/255 | PGD-20 at 8/255 | mean ‖∇L‖₁ | mean edge alignment r | pictures |',
    '|---|---|---|---|---|---|---|---|---|',
    ...manifests.map(row),
  ].join('\n')
}

/** The README with its table replaced. */
export function withModelsTable(readme, manifests) {
  const begin = readme.indexOf(BEGIN)
  const end = readme.indexOf(END)
  if (begin < 0 || end < begin) throw new Error(`README.md lacks "${BEGIN}" before "${END}"; put both lines back.`)
  return `${readme.slice(0, begin + BEGIN.length)}\n\n${modelsTable(manifests)}\n\n${readme.slice(end)}`
}

export function readManifests() {
  const models = join(root, 'models')
  const order = { natural: 0, adversarial: 1, 'gradient-norm': 2 }
  return readdirSync(models)
    .map((id) => join(models, id, 'manifest.json'))
    .filter((file) => existsSync(file))
    .map((file) => JSON.parse(readFileSync(file, 'utf8')))
    .sort((a, b) => (order[a.training.objective] ?? 9) - (order[b.training.objective] ?? 9))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const readme = join(root, 'README.md')
  writeFileSync(readme, withModelsTable(readFileSync(readme, 'utf8'), readManifests()))
}
