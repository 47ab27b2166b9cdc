import { isHubId } from '../../images/datasets/hub/hubId'
import { named, type Parsed, refuse } from './number'

/** The name of a data set of the hub. */
export const parseHubId = (text: string): Parsed<string> => parseName(text, 'a data set', 'uoft-cs/cifar10')

/** The name of a model of the hub. */
export const parseHubModelId = (text: string): Parsed<string> => parseName(text, 'a model', 'timm/resnet18.a1_in1k')

function parseName(text: string, what: string, example: string): Parsed<string> {
  // Addresses are pasted as often as names.
  const id = text.trim().replace(/^https:\/\/huggingface\.co\/(datasets\/)?([^/]+\/[^/]+).*$/, '$2')
  if (isHubId(id)) return { value: id, problem: null }
  const said = id === '' ? 'The field is empty' : `The field has ${named(id)}, which is not the name of ${what}`
  return refuse(`${said}; choose one such as ${example}.`)
}
