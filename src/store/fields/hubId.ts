import { isHubId } from '../../images/datasets/hub/hubId'
import { named, type Parsed, refuse } from './number'

/** The name of a data set of the hub. */
export function parseHubId(text: string): Parsed<string> {
  const id = text.trim()
  if (isHubId(id)) return { value: id, problem: null }
  const what = id === '' ? 'The field is empty' : `The field has ${named(id)}, which is not the name of a data set`
  return refuse(`${what}; choose one such as uoft-cs/cifar10.`)
}
