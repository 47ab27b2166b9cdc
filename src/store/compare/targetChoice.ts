/** @file The possible targets of an attack: classes that are neither the label nor predicted without an attack. */
import { argMax } from '../../numbers/argMax'
import type { AppState } from '../types'
import { groupLabels } from './labelChoice'
import { findClass, questionOf, readyManifests } from './questions'

type Asked = Pick<AppState, 'models' | 'results' | 'image' | 'label'>

/** Names of the classes that at least one model does not predict without an attack. */
export function offeredTargets(state: Asked): string[] {
  const manifests = readyManifests(state.models)
  const taken = manifests.map(({ id, classes }) => ({ classes, needless: needlessTargets(state, id) }))
  return groupLabels(manifests)
    .flatMap(({ names }) => names)
    .filter((name) =>
      taken.some(({ classes, needless }) => {
        const index = findClass(classes, name)
        return index !== null && !needless.includes(index)
      }),
    )
}

/** The label and the model's prediction, if known. */
function needlessTargets(state: Asked, modelId: string): number[] {
  const question = questionOf(state, modelId)
  if (question === null) return []
  const prediction = state.results[modelId]?.quantities.prediction.value
  const predicted = prediction?.image === question.image ? argMax(prediction.logits) : null
  return [question.label, predicted].filter((index) => index !== null)
}
