/**
 * @file The colours of models. A colour belongs to the way a model was trained, so that "natural" looks the same in every
 * data set, chart and session.
 *
 * Chosen by a search in OKLab: at least 3:1 against the page's backgrounds in either theme (WCAG 2.2, 1.4.11), apart from
 * each other under protanopia, deuteranopia and tritanopia (Machado et al. 2009), and apart from the page's blue and red,
 * which say "robust" and "fooled". palette.test.ts checks all of it.
 */

export interface ModelColor {
  /** The training objective whose models have this colour, or "other". */
  readonly role: string
  /** What the ids of such models contain. */
  readonly inId: RegExp
  readonly light: string
  readonly dark: string
}

export const MODEL_COLORS: readonly ModelColor[] = [
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

/** In CSS, for the theme of the page or of an exported figure. @param place in `MODEL_COLORS` */
export function modelColor(place: number): string {
  const { light, dark } = MODEL_COLORS[place % MODEL_COLORS.length] as ModelColor
  return `light-dark(${light}, ${dark})`
}

/** Of series that are of one model: the one that matters most in its chart, and what it is held against. */
export const ROLE_INKS = { main: 'var(--robust)', other: 'var(--muted)' } as const
