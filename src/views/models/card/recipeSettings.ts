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

/** Every setting of a manifest's `training.recipe`, sections in their order, those without a section first. */
export function recipeSections(recipe: Readonly<Record<string, unknown>>): RecipeSection[] {
  const entries = Object.entries(recipe)
  const loose = entries.filter(([, value]) => !isSection(value))
  const sections = entries.flatMap(([title, value]) => (isSection(value) ? [{ title, settings: flatten(value) }] : []))
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
          name: key === 'settings' ? inner : `${key}.${inner}`,
          value: valueText(of),
        }))
      : [{ name: key, value: valueText(value) }],
  )
}

function valueText(value: unknown): string {
  const text = typeof value === 'string' ? value : Array.isArray(value) ? listText(value) : JSON.stringify(value)
  return text.length > MAX_CHARACTERS ? `${text.slice(0, MAX_CHARACTERS)}…` : text
}

const listText = (values: readonly unknown[]): string =>
  values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(', ')

function isSection(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
