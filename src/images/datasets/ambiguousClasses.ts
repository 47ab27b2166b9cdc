import { matchClasses } from './matchClasses'

const MAX_NAMED = 3

/**
 * One sentence on a class that is left out because it could be several of a model's classes, with a remedy; null if
 * there is none.
 */
export function ambiguityWords(
  dataSetClasses: readonly string[],
  classLists: readonly (readonly string[])[],
): string | null {
  const [first] = classLists.flatMap((classes) => matchClasses(dataSetClasses, classes).ambiguous)
  if (first === undefined) return null
  const listed = first.could.slice(0, MAX_NAMED).map((name) => `“${name}”`)
  if (listed.length === 1) {
    return `The class “${first.name}” could be ${listed[0]} of the model, but so could others, so its images are left out; give the model’s own name to one folder only.`
  }
  const several = first.could.length > MAX_NAMED ? `${listed.join(', ')} and others` : listed.join(' or ')
  return `The class “${first.name}” could be ${several} of the model, so its images are left out; give its folder one of these names.`
}
