/** @file What has to be said of an image, a model or an attack before its geometry is read, in plain sentences. */
import { argMax } from '../../numbers/argMax'
import { NORMS } from '../../store/attacks/normUnits'
import { currentQuantity } from '../../store/compare/currentResults'
import { questionOf } from '../../store/compare/questions'
import { directionWords } from '../../store/geometry/geometry'
import { stepSize } from '../../store/geometry/geometryNeeds'
import { attackPending } from '../../store/pending'
import type { AppState } from '../../store/types'
import type { PixelImage } from '../../units'
import { modelSeries } from '../parts/figures/useModelSeries'
import { sizeText } from '../parts/format'
import { geometryOf } from './geometryFigures'

export function geometryNotes(state: AppState): readonly string[] {
  const models = modelSeries(state)
  const images = models.flatMap(({ id }) => questionOf(state, id)?.image ?? [])
  const named = (some: readonly { readonly name: string }[]) => some.map(({ name }) => name).join(', ')
  const wrong = models.filter(({ id }) => isWrong(state, id))
  const unmoved = geometryOf(state, 'alongAttack').filter(
    ({ computed, isStale }) => !isStale && computed.value?.size === 0,
  )
  const flat = geometryOf(state, 'alongGradient').filter(
    ({ computed, isStale }) => !isStale && computed.value?.size === 0,
  )
  const { norm, epsilon } = state.attack.choice.settings
  const failed = models.flatMap(({ id, name }) => {
    const { failure } = attackPending(state, id)
    return failure === null ? [] : [`${name} has no attack to follow: ${failure}`]
  })
  return [
    ...(images.some(isOneColour)
      ? [
          'Every pixel of this image has the same colour: there is nothing on it to recognise, and the loss around it tells little about images that models are used for.',
        ]
      : []),
    ...(wrong.length > 0
      ? [
          `${named(wrong)}: wrong about this image without an attack, so that the loss begins high and an attack can add little.`,
        ]
      : []),
    ...(epsilon === 0
      ? [
          `ε is 0, so that the attack changes nothing and has no direction: raise ε to see the loss along it. The usual size is taken for steps along ${directionWords(state.geometry.form.step).title}: ${sizeText(stepSize(state).epsilon, norm)} in ${NORMS[norm].name}.`,
        ]
      : unmoved.length > 0
        ? [
            `${named(unmoved)}: ${directionWords('attack').whyZero}, so that there is no way along it; try another attack, or more steps.`,
          ]
        : []),
    ...(flat.length > 0
      ? [
          `${named(flat)}: ${directionWords(state.geometry.form.step).whyZero}, so that it has no direction, and no surface is drawn.`,
        ]
      : []),
    ...failed,
  ]
}

/** Whether a model's prediction is not the label that is chosen. */
function isWrong(state: AppState, modelId: string): boolean {
  const label = questionOf(state, modelId)?.label ?? null
  const prediction = currentQuantity(state, modelId, 'prediction')
  return label !== null && prediction !== null && argMax(prediction.logits) !== label
}

const isOneColour = ({ pixels }: PixelImage): boolean => pixels.every((value, i) => value === pixels[i % 3])
