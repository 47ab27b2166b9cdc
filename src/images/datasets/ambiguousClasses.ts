import { matchClasses } from './matchClasses'

const MAX_NAMED = 3

/**
 * What of a data set's classes is left out because it could be several of a model's, in one sentence with what to do,
 * or null where nothing is.
 */
export function ambiguityWords(
  dataSetClasses: readonly string[],
  classLists: readonly (readonly string[])[],
): string | null {
  const [first] = classLists.flatMap((classes) => matchClasses(dataSetClasses, classes).ambiguous)
  if (first === undefined) return null
  const listed = first.could.slice(0, MAX_NAMED).map((name) => `“${name}”`)
  if (listed.length === 1) {
    return `The class “${first.name}” could be ${listed[0]} of the model, as others could, so that its images are left out; make the model’s own name that of one folder alone.`
  }
  const several = first.could.length > MAX_NAMED ? `${listed.join(', ')} and others` : listed.join(' or ')
  return `The class “${first.name}” could be ${several} of the model, so that its images are left out; make one of these the name of its folder.`
}
