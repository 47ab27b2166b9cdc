/** @file Which of a model's classes a data set's classes are: by name, since every set has its own order. */

export interface ClassMatch {
  /** For each class of the data set the model's class index, or -1. */
  readonly toModel: Int32Array
  /** Classes of the data set that the model does not have: their pictures can not be judged. */
  readonly unmatched: readonly string[]
  /** Classes of the model of which the data set has no pictures. */
  readonly missing: readonly string[]
  /** One sentence that says how far they match, and what to do where they do not. */
  readonly report: string
}

const MAX_NAMED = 5

/**
 * Matches names without regard to case, spaces, underscores and hyphens.
 * Where two of the model's names are then the same, only the exact name matches.
 */
export function matchClasses(dataSetClasses: readonly string[], modelClasses: readonly string[]): ClassMatch {
  const plain = modelClasses.map(normalise)
  const toModel = Int32Array.from(dataSetClasses, (name) => {
    const exact = modelClasses.indexOf(name)
    if (exact >= 0) return exact
    const alike = plain.indexOf(normalise(name))
    return alike === plain.lastIndexOf(normalise(name)) ? alike : -1
  })
  const unmatched = dataSetClasses.filter((_, index) => toModel[index] === -1)
  const missing = modelClasses.filter((_, index) => !toModel.includes(index))
  return { toModel, unmatched, missing, report: describeMatch(dataSetClasses.length, unmatched, missing) }
}

function normalise(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim()
}

function describeMatch(count: number, unmatched: readonly string[], missing: readonly string[]): string {
  const without = missing.length === 0 ? '' : `; there are no pictures of ${list(missing)}`
  if (unmatched.length === 0)
    return `${count === 1 ? 'The class is' : `All ${count} classes are`} the model's${without}.`
  const remedy = `rename the folders to the model's classes or choose another model`
  if (unmatched.length === count) {
    return `None of the ${count} classes is the model's (${list(unmatched)}), which has ${list(missing)}; ${remedy}.`
  }
  return `${count - unmatched.length} of the ${count} classes are the model's, and pictures of ${list(unmatched)} are left out${without}; ${remedy}.`
}

function list(names: readonly string[]): string {
  const named = names.slice(0, MAX_NAMED).map((name) => `"${name}"`)
  return names.length > MAX_NAMED ? `${named.join(', ')} and ${names.length - MAX_NAMED} more` : named.join(', ')
}
