/**
 * @file What earlier releases called the fields of their files: images were "pictures", held-out "held back", robust
 * ones "held". What was written then is read under today's names.
 */

/** Replacements that update a field's name, in this order. */
const RENAMED: readonly (readonly [RegExp, string])[] = [
  [/picture/g, 'image'],
  [/Picture/g, 'Image'],
  [/heldBack/g, 'heldOut'],
  [/^heldPer/, 'robustPer'],
  [/L1Held$/, 'L1Robust'],
  [/L1Fallen$/, 'L1NotRobust'],
]

const todaysName = (name: string): string => RENAMED.reduce((renamed, [old, now]) => renamed.replace(old, now), name)

/** Renames fields at any depth of plain objects and lists, and leaves everything else unchanged. */
export function withTodaysNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withTodaysNames)
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      todaysName(name),
      withTodaysNames(name === 'heldPerBlock' ? ofBlocks(inner) : inner),
    ]),
  )
}

/** In other objects "held" had another meaning. */
function ofBlocks(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('held' in value)) return value
  const { held, ...rest } = value
  return { ...rest, robust: held }
}
