import { matchClasses } from './matchClasses'

const MAX_NAMED = 3

/**
 * What of a data set's classes is left out because it could be several of a model's, or because several could be one
 * of it, in one sentence with what to do, or null where nothing is.
 */
export function ambiguityWords(
  dataSetClasses: readonly string[],
  classLists: readonly (readonly string[])[],
): string | null {
  const [first] = classLists.flatMap((classes) => matchClasses(dataSetClasses, classes).ambiguous)
  if (first === undefined) return null
  const { name, could } = first
  const listed = could.slice(0, MAX_NAMED).map((candidate) => `“${candidate}”`)
  const several = could.length > MAX_NAMED ? `${listed.join(', ')} and others` : listed.join(' or ')
  return could.length === 1
    ? `The class “${name}” could be ${several} of the model, but so could another, so that its images are left out; make that the name of one folder.`
    : `The class “${name}” could be ${several} of the model, so that its images are left out; make one of these the name of its folder.`
}
