/** @file Counts in words: grammar follows the number. Every part uses it, and it stands alone. */

/** Made once, as that takes longer than to write a number. */
const NUMBERS = new Intl.NumberFormat('en', { maximumFractionDigits: 3 })

/** What English does not form by its endings alone. */
const IRREGULAR: Readonly<Record<string, string>> = { index: 'indices', batch: 'batches', class: 'classes' }

function pluralOf(noun: string): string {
  const [, before = '', last = noun] = noun.match(/^(.*[ -])?(\w+)$/) ?? []
  if (Object.hasOwn(IRREGULAR, last)) return before + IRREGULAR[last]
  return /[^aeiou]y$/.test(last) ? `${before}${last.slice(0, -1)}ies` : `${before}${last}s`
}

/** A word for one and a word for any other number, such as "is" and "are". */
export const byCount = (count: number, one: string, many: string): string => (count === 1 ? one : many)

/**
 * Such as "1 image", "0 images", "1,200 held-out images".
 *
 * @param one the singular, with words before it where there are any
 * @param many the plural, where the noun is not the last word
 */
export const countOf = (count: number, one: string, many = pluralOf(one)): string =>
  `${NUMBERS.format(count)} ${byCount(count, one, many)}`
