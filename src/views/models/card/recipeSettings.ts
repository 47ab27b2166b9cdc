/** @file A recipe's sections for display, each a list of settings with their values. */

export interface RecipeSetting {
  readonly name: string
  readonly value: string
}

export interface RecipeSection {
  /** Empty for settings outside of any section. */
  readonly title: string
  readonly settings: readonly RecipeSetting[]
}

/** A manifest may contain anything; a longer table would not be readable. */
const MAX_SETTINGS = 100
const MAX_CHARACTERS = 200
const MAX_NAME_CHARACTERS = 80

/** Every setting of a manifest's `training.recipe`, sections in their order, those without a section first. */
export function recipeSections(recipe: Readonly<Record<string, unknown>>): RecipeSection[] {
  const entries = Object.entries(recipe)
  const loose = entries.filter(([, value]) => !isSection(value))
  const sections = entries.flatMap(([title, value]) =>
    isSection(value) ? [{ title: shortened(title, MAX_NAME_CHARACTERS), settings: flatten(value) }] : [],
  )
  const all = [{ title: '', settings: flatten(Object.fromEntries(loose)) }, ...sections]
  let left = MAX_SETTINGS
  return all.flatMap(({ title, settings }) => {
    const shown = settings.slice(0, left)
    left -= shown.length
    return shown.length > 0 ? [{ title, settings: shown }] : []
  })
}

/**
 * Settings of nested sections get dotted names, except inside a section called "settings", whose settings keep their
 * own names. Anything nested more deeply is shown as JSON.
 */
function flatten(section: Readonly<Record<string, unknown>>): RecipeSetting[] {
  return Object.entries(section).flatMap(([key, value]) =>
    isSection(value)
      ? Object.entries(value).map(([inner, of]) => ({
          name: shortened(key === 'settings' ? inner : `${key}.${inner}`, MAX_NAME_CHARACTERS),
          value: valueText(of),
        }))
      : [{ name: shortened(key, MAX_NAME_CHARACTERS), value: valueText(value) }],
  )
}

function valueText(value: unknown): string {
  const text = typeof value === 'string' ? value : Array.isArray(value) ? listText(value) : JSON.stringify(value)
  return shortened(text, MAX_CHARACTERS)
}

const shortened = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most)}…` : text)

const listText = (values: readonly unknown[]): string =>
  values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(', ')

function isSection(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
