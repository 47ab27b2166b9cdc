/** @file The models that have columns: one to six of the zoo, in order, each in its colour. */
import type { ModelState } from '../types'
import { assignColors, freeColor, ownColor } from './modelColors'

export const CHOICE_LIMITS = { min: 1, max: 6 } as const

/** The first columns, in their colours. */
export function firstChoice(ids: readonly string[]): ModelState[] {
  const colors = assignColors(ids)
  return ids.map((id) => loading(id, colors.get(id) ?? ownColor(id)))
}

/**
 * With one more column at the right. Unchanged if it is there already, or there are six.
 * @param color the one that it had before; otherwise its own, or a free one
 */
export function withModel(models: readonly ModelState[], id: string, color?: number): readonly ModelState[] {
  if (models.length >= CHOICE_LIMITS.max || models.some((model) => model.id === id)) return models
  return [...models, loading(id, color ?? freeColor(id, new Set(models.map(({ color }) => color))))]
}

/** Without a column. Unchanged if it is the only one. */
export function withoutModel(models: readonly ModelState[], id: string): readonly ModelState[] {
  const rest = models.filter((model) => model.id !== id)
  return rest.length < CHOICE_LIMITS.min || rest.length === models.length ? models : rest
}

/** With a column moved by one place; unchanged if it is at that end already. */
export function withModelMoved(models: readonly ModelState[], id: string, by: -1 | 1): readonly ModelState[] {
  const from = models.findIndex((model) => model.id === id)
  const model = models[from]
  const other = models[from + by]
  if (model === undefined || other === undefined) return models
  const moved = [...models]
  moved[from] = other
  moved[from + by] = model
  return moved
}

function loading(id: string, color: number): ModelState {
  return { id, color, status: 'loading', download: null }
}

/** With exactly these columns, in this order; those that were there before keep what is loaded of them, and their colour. */
export function withColumns(models: readonly ModelState[], ids: readonly string[]): readonly ModelState[] {
  if (ids.join() === models.map(({ id }) => id).join()) return models
  const kept = new Map(models.filter(({ id }) => ids.includes(id)).map((model) => [model.id, model]))
  const held = new Map([...kept.values()].map(({ id, color }) => [id, color]))
  const colors = assignColors(ids, held)
  return ids.map((id) => kept.get(id) ?? loading(id, colors.get(id) ?? ownColor(id)))
}
