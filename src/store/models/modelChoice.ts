/** @file The models that have columns: one to six of the zoo, in order, each in its colour. */
import type { ZooModel } from '../../client/zooModel'
import type { ModelState } from '../types'
import { assignColors, freeColor, ownColor } from './modelColors'

export const CHOICE_LIMITS = { min: 1, max: 6 } as const

/** The first columns. Where two claim one colour, the zoo's order decides, which a reload with moved columns keeps. */
export function firstChoice(zoo: readonly ZooModel[], ids: readonly string[]): ModelState[] {
  const colors = assignColors(zoo.map(({ id }) => id).filter((id) => ids.includes(id)))
  return ids.map((id) => loading(id, colors.get(id) ?? ownColor(id)))
}

/** With one more column at the right, in its colour. Unchanged if it is there already, or there are six. */
export function withModel(models: readonly ModelState[], id: string): readonly ModelState[] {
  if (models.length >= CHOICE_LIMITS.max || models.some((model) => model.id === id)) return models
  return [...models, loading(id, freeColor(id, new Set(models.map(({ color }) => color))))]
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
export function withColumns(
  models: readonly ModelState[],
  ids: readonly string[],
  zoo: readonly ZooModel[],
): readonly ModelState[] {
  if (ids.join() === models.map(({ id }) => id).join()) return models
  const kept = new Map(models.filter(({ id }) => ids.includes(id)).map((model) => [model.id, model]))
  const held = new Map([...kept.values()].map(({ id, color }) => [id, color]))
  const inZooOrder = zoo.map(({ id }) => id).filter((id) => ids.includes(id))
  const colors = assignColors(inZooOrder, held)
  return ids.map((id) => kept.get(id) ?? loading(id, colors.get(id) ?? ownColor(id)))
}
