import { namesakes } from '../../classes/classNames'

const MAX_NAMED = 3

/**
 * What of a data set's classes is left out because it could be several of a model's, in one sentence with what to do,
 * or null where nothing is.
 */
export function ambiguityWords(
  dataSetClasses: readonly string[],
  classLists: readonly (readonly string[])[],
): string | null {
  for (const name of dataSetClasses) {
    const candidates = classLists.map((classes) => namesakes(name, classes)).find(({ length }) => length > 0)
    if (candidates === undefined) continue
    const listed = candidates.slice(0, MAX_NAMED).map((candidate) => `“${candidate}”`)
    const several = candidates.length > MAX_NAMED ? `${listed.join(', ')} and others` : listed.join(' or ')
    return `The class “${name}” could be ${several} of the model, so that its images are left out; make one of these the name of its folder.`
  }
  return null
}
