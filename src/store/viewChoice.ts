/** @file Which of the page's views is open. */
export const VIEW_IDS = ['compare', 'evaluate', 'finetune'] as const

export type ViewId = (typeof VIEW_IDS)[number]

export const FIRST_VIEW: ViewId = 'compare'

/** Of `?view=`; the first where it names none. */
export const readViewId = (value: string | null): ViewId => VIEW_IDS.find((id) => id === value) ?? FIRST_VIEW
