/**
 * @file Names of classes where people distinguish them by name: labels, targets, predictions, folders.
 * Two classes with one name, such as ImageNet's two cranes, also show their indices: "crane #134" and "crane #517".
 */

/** Names that look the same count as the same: character variants, spaces and invisible characters are ignored. */
const asSeen = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/g, ' ')
    .trim()

/** The same names, with the index appended to those that are not unique. */
export function distinctClasses(names: readonly string[]): string[] {
  let distinct = [...names]
  // Repeated, in case a class has the same name as another with its index.
  for (let round = 0; round < names.length; round++) {
    const bearers = countBearers(distinct)
    if (bearers.size === distinct.length) break
    distinct = distinct.map((name, index) =>
      (bearers.get(asSeen(name)) ?? 0) > 1 ? `${asSeen(name)} #${index}` : name,
    )
  }
  return distinct
}

/** The names before `distinctClasses`, without the indices of those that differ in nothing else. */
export function classesInFile(distinct: readonly string[]): string[] {
  const bare = distinct.map((name, index) => (name.endsWith(` #${index}`) ? name.slice(0, -` #${index}`.length) : null))
  const bearers = countBearers(bare.filter((name) => name !== null))
  return distinct.map((name, index) => {
    const own = bare[index] ?? null
    return own !== null && (bearers.get(asSeen(own)) ?? 0) > 1 ? own : name
  })
}

/** The classes that share the name `name`: two or more, or none if it is unique. */
export function namesakes(name: string, classes: readonly string[]): string[] {
  const wanted = asSeen(name).toLowerCase()
  const found = classes.filter((each, index) => {
    const suffix = ` #${index}`
    return each.endsWith(suffix) && each.slice(0, -suffix.length).toLowerCase() === wanted
  })
  return found.length > 1 && !classes.includes(name) ? found : []
}

function countBearers(names: readonly string[]): Map<string, number> {
  const bearers = new Map<string, number>()
  for (const name of names) bearers.set(asSeen(name), (bearers.get(asSeen(name)) ?? 0) + 1)
  return bearers
}
