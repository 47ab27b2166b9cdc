/**
 * Okabe and Ito's colours for models, the same in every chart. Their blue and
 * vermilion are left out: on this page those say "robust" and "fooled". A brown
 * stands for their yellow, which white swallows.
 */
const MODEL_COLORS = ['#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#a6761d', '#999999'] as const

export const modelColor = (index: number): string => MODEL_COLORS[index % MODEL_COLORS.length] as string

/** Of series that are of one model: the one that matters most in its chart, and what it is held against. */
export const ROLE_INKS = { main: 'var(--robust)', other: 'var(--muted)' } as const
