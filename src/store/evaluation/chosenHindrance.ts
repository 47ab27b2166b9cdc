/** @file Why no run over the chosen models and images can start yet. */
import { isOpened } from '../data/dataSource'
import { engineHindrance, type Hindrance } from '../engineHindrance'
import type { AppState } from '../types'
import { classProblem } from './evaluationClasses'
import { chosenModels, manifestsOf, settledForm } from './evaluationSettled'

type Asked = Pick<AppState, 'engine' | 'models' | 'evaluation'>

/** The engine or the models; null if they are ready. */
export function modelsHindrance({ engine, models, evaluation: { form } }: Asked): Hindrance | null {
  const engineProblem = engineHindrance(engine)
  if (engineProblem !== null) return engineProblem
  const chosen = chosenModels(models, form)
  const failed = chosen.find(({ status }) => status === 'failed')
  if (failed) return { isWaiting: false, message: `“${failed.id}” could not be loaded; choose other models.` }
  if (chosen.some(({ status }) => status === 'loading')) return { isWaiting: true, message: 'Waiting for the models…' }
  return null
}

/** The images; null if they are there and the models know their classes. */
export function imagesHindrance({ models, evaluation: { form, dataSet } }: Asked): Hindrance | null {
  const given = [models, form, dataSet]
  if (!given.every((each, i) => each === last.given[i]))
    last = { given, found: findImagesHindrance(models, form, dataSet) }
  return last.found
}

/** Several parts of the page ask at every change of the state, and matching names of classes takes a millisecond. */
let last: { readonly given: readonly unknown[]; readonly found: Hindrance | null } = { given: [], found: null }

function findImagesHindrance(
  models: Asked['models'],
  form: Asked['evaluation']['form'],
  dataSet: Asked['evaluation']['dataSet'],
): Hindrance | null {
  const { images } = settledForm(form, models)
  if (images !== 'gallery' && !isOpened(images, dataSet)) {
    if (dataSet.progress !== null) return { isWaiting: true, message: 'Waiting for the images…' }
    return { isWaiting: false, message: 'Open a data set under Images, or choose other images.' }
  }
  const unknown = classProblem(images, dataSet, manifestsOf(chosenModels(models, form)))
  return unknown === null ? null : { isWaiting: false, message: unknown }
}
