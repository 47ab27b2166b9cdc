/**
 * @file What earlier releases called the fields of their files: images were "pictures", held-out "held back", robust
 * ones "held". What was written then is read under today's names.
 */

/** By which a field's name is brought up to date, in this order. */
const RENAMED: readonly (readonly [RegExp, string])[] = [
  [/picture/g, 'image'],
  [/Picture/g, 'Image'],
  [/heldBack/g, 'heldOut'],
  [/^heldPer/, 'robustPer'],
  [/L1Held$/, 'L1Robust'],
  [/L1Fallen$/, 'L1NotRobust'],
]

const todaysName = (name: string): string => RENAMED.reduce((renamed, [old, now]) => renamed.replace(old, now), name)

/** The same with today's names, however deep: of plain objects and lists; all else stays what it is. */
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
