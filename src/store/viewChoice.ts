/** @file Which of the page's views is open. */
export const VIEW_IDS = ['compare', 'evaluation', 'training'] as const

export type ViewId = (typeof VIEW_IDS)[number]

export const FIRST_VIEW: ViewId = 'compare'

/** What views were called in addresses of earlier releases. */
const EARLIER_IDS: Readonly<Record<string, ViewId>> = { evaluate: 'evaluation', finetune: 'training' }

/** Of `?view=`; the first where it names none. */
export function readViewId(value: string | null): ViewId {
  const earlier = value !== null && Object.hasOwn(EARLIER_IDS, value) ? EARLIER_IDS[value] : undefined
  return VIEW_IDS.find((id) => id === value) ?? earlier ?? FIRST_VIEW
}
