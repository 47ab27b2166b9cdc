/**
 * @file The colours of models. A colour belongs to the way a model was trained, so that "natural" looks the same in every
 * data set, chart and session; ReLU networks, Swins, and second and third trainings have a shade of it.
 *
 * Chosen by a search in OKLab: at least 3:1 against the page's backgrounds in either theme (WCAG 2.2, 1.4.11), apart from
 * each other under protanopia, deuteranopia and tritanopia (Machado et al. 2009), and apart from the page's blue and red,
 * which say "robust" and "fooled". palette.test.ts checks all of it.
 */

export interface ModelColor {
  /** The training objective whose models have this colour, or "other". */
  readonly role: string
  /** What the ids of such models contain. The last that fits counts. */
  readonly inId: RegExp
  readonly light: string
  readonly dark: string
}

const ROLE_COLORS: readonly ModelColor[] = [
  { role: 'natural', inId: /\bnatural\b/, light: '#b47f23', dark: '#c19453' },
  { role: 'adversarial', inId: /\b(adversarial|pgd)\b/, light: '#115013', dark: '#64f2a6' },
  { role: 'gradient-norm', inId: /\b(gradnorm|gradient-norm)\b/, light: '#e33795', dark: '#a5516e' },
  { role: 'edge-regularisation', inId: /\bedge\b/, light: '#338edb', dark: '#2986cf' },
  {
    role: 'gradient-norm-differences',
    inId: /\b(gradnorm|gradient-norm)-differences\b/,
    light: '#7803a4',
    dark: '#c7b9fd',
  },
  { role: 'trades', inId: /\btrades\b/, light: '#756c1a', dark: '#eedc21' },
  { role: 'fgsm', inId: /\bfgsm\b/, light: '#048375', dark: '#32c9b4' },
  { role: 'other', inId: /^(?!)/, light: '#515559', dark: '#8d919a' },
]

const NATURAL = String.raw`\bnatural\b`
const ADVERSARIAL = String.raw`\b(?:adversarial|pgd)\b`
const GRADIENT_NORM = String.raw`\b(?:gradnorm|gradient-norm)\b(?!-differences)`

/** Ids that name a training and an architecture, or end in the number of a training in this browser. */
const shade = (
  role: string,
  training: string,
  kind: string,
  number: number,
  light: string,
  dark: string,
): ModelColor => ({
  ...{ role, light, dark },
  inId: new RegExp(`\\b${kind}\\b.*${training}|^trained-.*${training}-${number}$`),
})

export const MODEL_COLORS: readonly ModelColor[] = [
  ...ROLE_COLORS,
  shade('natural', NATURAL, 'relu', 2, '#96845b', '#967e5a'),
  shade('natural', NATURAL, 'swin', 3, '#391905', '#f4ad47'),
  shade('adversarial', ADVERSARIAL, 'relu', 2, '#386f4e', '#407a1f'),
  shade('adversarial', ADVERSARIAL, 'swin', 3, '#153c1b', '#c2f0e2'),
  shade('gradient-norm', GRADIENT_NORM, 'relu', 2, '#9d3ba4', '#c939a7'),
  shade('gradient-norm', GRADIENT_NORM, 'swin', 3, '#600b53', '#fb21dc'),
]

/** The colours that a model of no such training may have: places in `MODEL_COLORS`. */
export const OTHER_PLACES: readonly number[] = [4, 5, 6, 7]

/** In CSS, for the theme of the page or of an exported figure. @param place in `MODEL_COLORS` */
export function modelColor(place: number): string {
  const { light, dark } = MODEL_COLORS[place % MODEL_COLORS.length] as ModelColor
  return `light-dark(${light}, ${dark})`
}

/** Of series that are of one model: the one that matters most in its chart, and what it is held against. */
export const ROLE_INKS = { main: 'var(--robust)', other: 'var(--muted)' } as const
