/** @file Whether the chosen images are of the classes of the model to start from. */
import { BUILT_IN_DATA_SETS, BUILT_IN_ID } from '../../images/datasets/builtIn/registry'
import { matchClasses } from '../../images/datasets/matchClasses'
import type { AppState } from '../types'
import { startModelId } from './trainingForm'

/** Classes that a training needs at least. */
const LEAST_CLASSES = 2

type Known = Pick<AppState, 'training' | 'zoo' | 'manifests' | 'models'>

/** Why the model cannot be trained on the chosen images, in one sentence; null while not both are known. */
export function imagesProblem(state: Known): string | null {
  const classes = startClasses(state)
  const images = chosenImages(state)
  if (classes === null || images === null) return null
  const matched = new Set(matchClasses(images.classes, classes).toModel)
  matched.delete(-1)
  if (matched.size >= LEAST_CLASSES) return null
  const few = matched.size === 0 ? 'none' : 'only one'
  return `The images of “${images.name}” are of ${few} of the model’s classes; choose other images or another model.`
}

function startClasses({ training, zoo, manifests, models }: Known): readonly string[] | null {
  const id = startModelId({ training, zoo } as AppState)
  const column = models.find((model) => model.id === id)
  const manifest = column?.status === 'ready' ? column.model.manifest : manifests[id ?? '']?.value
  return manifest?.classes ?? null
}

function chosenImages({ training: { form, data } }: Known) {
  return form.data.from === 'builtIn' ? BUILT_IN_DATA_SETS[BUILT_IN_ID] : data.summary
}
