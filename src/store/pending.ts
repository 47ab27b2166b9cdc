/** @file Whether what the comparison does not show yet is on its way, and if not, what failed that it waits for. */
import { fitKey, fitOf } from '../engine/checkpoints/resizing'
import { NO_RESULTS } from './appStore'
import type { QuantityId } from './compare/quantities'
import { questionOf } from './compare/questions'
import type { AppState, ModelState } from './types'

export interface Pending {
  readonly isOnItsWay: boolean
  /** What went wrong with it, or with what it is computed from; one sentence or null. */
  readonly failure: string | null
  /** The model whose results can be computed again, or null where that would not help. */
  readonly retryId: string | null
}

const NOTHING: Pending = { isOnItsWay: false, failure: null, retryId: null }
const ON_ITS_WAY: Pending = { ...NOTHING, isOnItsWay: true }
const failed = (failure: string, retryId: string | null): Pending => ({ isOnItsWay: false, failure, retryId })

/** The image itself, by a key of `ShownImage.bySize`. */
export function imagePending({ image, imageLoading }: AppState, fit: string | null): Pending {
  if (image === null || fit === null) return imageLoading ? ON_ITS_WAY : NOTHING
  if (fit in image.bySize) return NOTHING
  const unread = image.unread?.[fit]
  return unread === undefined ? ON_ITS_WAY : failed(unread, null)
}

/** The edges of the image, by the same keys; null where there is not an image yet. */
export function edgesPending(state: AppState, fit: string | null): Pending {
  if (state.engine.status === 'failed') return NOTHING
  if (fit === null) return imagePending(state, null)
  const error = state.edgeErrors[fit]
  return error === undefined ? ON_ITS_WAY : failed(error, null)
}

/** A quantity of a model and the clean image. */
export function quantityPending(state: AppState, modelId: string, id: QuantityId): Pending {
  const { progress, error } = (state.results[modelId] ?? NO_RESULTS).quantities[id]
  if (error !== null) return failed(error, modelId)
  if (progress !== null) return ON_ITS_WAY
  const model = find(state, modelId)
  if (model === undefined || model.status === 'failed') return NOTHING
  if (model.status === 'loading') return ON_ITS_WAY
  return questionOf(state, modelId) === null ? imagePending(state, fitKey(fitOf(model.model.manifest.input))) : NOTHING
}

/** What the attack did to a model: it is made for the label of the model's prediction, or on the first model. */
export function attackPending(state: AppState, modelId: string): Pending {
  const { progress, error } = (state.results[modelId] ?? NO_RESULTS).attack
  const prediction = quantityPending(state, modelId, 'prediction')
  if (prediction.failure !== null || prediction.isOnItsWay) return prediction
  if (error !== null) return failed(error, modelId)
  if (progress !== null) return ON_ITS_WAY
  const [first] = state.models
  if (state.attack.madeOn !== 'first' || first === undefined || first.id === modelId) return NOTHING
  if (first.status === 'failed') {
    return failed('The first model could not be loaded, so that it has no perturbation to show; choose another.', null)
  }
  return attackPending(state, first.id)
}

const find = ({ models }: AppState, modelId: string): ModelState | undefined => models.find(({ id }) => id === modelId)
