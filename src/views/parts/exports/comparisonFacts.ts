/** @file What has to be known to read and repeat a comparison, in words, for the figures and the printed page. */
import { countOf } from '../../../countOf'
import type { AttackDescription } from '../../../engine/evaluation/types'
import { findGalleryImage, galleryGroups } from '../../../images/gallery'
import { describedSettings, settingsOf } from '../../../store/attacks/attackChoices'
import { NORMS } from '../../../store/attacks/normUnits'
import { gradientScalar } from '../../../store/compare/gradientScalars'
import { settingWords } from '../../../store/settings/words'
import type { AppState, AttackForm, DisplayForm } from '../../../store/types'
import { type ExportedFrom, sourceLines } from '../exports/exportedFrom'
import { sizeText } from '../format'
import type { ModelColumn } from '../models/modelColumns'
import { architectureName } from '../models/names'

export type ComparisonFact = readonly [name: string, value: string]

/** Such as "4 models on “A brown frog”". */
export function comparisonTitle({ image }: Pick<AppState, 'image'>, columns: readonly ModelColumn[]): string {
  const models = columns.length === 1 ? (columns[0]?.name ?? '') : countOf(columns.length, 'model')
  return image === null ? models : `${models} on “${image.name}”`
}

export function comparisonFacts(state: AppState, columns: readonly ModelColumn[]): ComparisonFact[] {
  const { choice } = state.attack
  const { norm, epsilon, seed } = choice.settings
  const distinct = (of: (column: ModelColumn) => string) => [...new Set(columns.map(of))].join(', ')
  return [
    ['models', columns.map(({ name }) => name).join(', ')],
    ['data set', distinct(({ manifest }) => manifest.data)],
    ['architecture', distinct(({ manifest }) => architectureName(manifest))],
    ['image', imageWords(state)],
    ['label', state.label ?? 'each model’s own prediction'],
    ['attack', attackFact(state.attack, state.evaluation.attacks)],
    ['ε', sizeText(epsilon, norm)],
    ['seed', String(seed)],
    ['gradient maps', displayWords(state.display)],
  ]
}

function imageWords({ image }: AppState): string {
  if (image === null) return 'none'
  const group = galleryGroups.find(({ images }) => images.some(({ id }) => id === image.galleryId))
  const credit = findGalleryImage(image.galleryId)?.credit
  return [image.name, group && `gallery, ${group.title}`, credit && `photograph: ${credit}`].filter(Boolean).join('; ')
}

/** Such as "PGD, L∞, 10 steps, step 2.5 ε / steps, random start, 1 restart". */
function attackFact({ choice, target, madeOn }: AttackForm, attacks: readonly AttackDescription[]): string {
  const name = attacks.find(({ id }) => id === choice.id)?.name ?? choice.id
  const elsewhere = ['norm', 'epsilon', 'seed']
  const described = describedSettings(attacks, choice)?.filter((setting) => !elsewhere.includes(setting.name)) ?? null
  return [
    name,
    NORMS[choice.settings.norm].name,
    ...settingWords(described, settingsOf(choice), elsewhere),
    target === null ? 'untargeted' : `towards “${target}”`,
    madeOn === 'first' && 'made for the first model, shown to all',
  ]
    .filter(Boolean)
    .join(', ')
}

const CHANNELS = { rgb: 'in colour', r: 'red channel', g: 'green channel', b: 'blue channel' } as const

const displayWords = ({ gradientOf, gradientSign, gradientChannel, gradientScale }: DisplayForm): string =>
  [
    `of ${gradientScalar(gradientOf).name}`,
    gradientSign === 'signed' ? 'signed' : 'absolute values',
    CHANNELS[gradientChannel],
    gradientScale === 'shared' ? 'scaled by the largest 99th percentile' : 'each scaled by its own 99th percentile',
  ].join(', ')

/** What stands around the comparison's figures. */
export function comparisonFigureWords(state: AppState, columns: readonly ModelColumn[], from: ExportedFrom) {
  const facts = new Map(comparisonFacts(state, columns))
  const line = (...names: readonly string[]) => names.map((name) => `${name}: ${facts.get(name)}`).join('; ')
  const weights = columns.map(({ id, manifest }) => `${id} ${manifest.weights.sha256.slice(0, SHA_DIGITS)}`)
  return {
    title: comparisonTitle(state, columns),
    lines: [line('models', 'data set'), line('image', 'label'), line('attack', 'ε', 'seed')],
    notes: [line('gradient maps', 'architecture'), `weights (sha256): ${weights.join(', ')}`, ...sourceLines(from)],
  }
}

/** Enough to tell files apart; the card and the JSON have all 64. */
const SHA_DIGITS = 12
