/** @file Which of the page's views is open, by its id in src/views/registry.ts. */
export const FIRST_VIEW = 'compare'

/** What views were called in addresses of earlier releases. */
const EARLIER_IDS: Readonly<Record<string, string>> = { evaluate: 'evaluation', finetune: 'training' }

/** The id that `?view=` means; the first view's where it is missing. */
export function readViewId(value: string | null): string {
  if (value === null) return FIRST_VIEW
  return Object.hasOwn(EARLIER_IDS, value) ? (EARLIER_IDS[value] as string) : value
}
