/** @file Which colour a model has: that of its training, so that it is the same in every data set, chart and session. */
import { MODEL_COLORS, OTHER_PLACES } from '../../charts/palette'

/** Whether the id names a training, whose colour the model then has whatever it is shown with. */
const namesTraining = (id: string): boolean => MODEL_COLORS.some(({ inId }) => inId.test(id))

/**
 * The place in `MODEL_COLORS` of the colour that belongs to a model: by the training that its id names, the most specific
 * one, or else by a hash of the id.
 */
export function ownColor(id: string): number {
  // "gradient-norm-differences" contains "gradient-norm" too.
  const place = MODEL_COLORS.findLastIndex(({ inId }) => inId.test(id))
  return place >= 0 ? place : (OTHER_PLACES[hash(id) % OTHER_PLACES.length] as number)
}

/** The model's own colour; where its training is not known and another model has that, the next free one. */
export function freeColor(id: string, taken: ReadonlySet<number>): number {
  const own = ownColor(id)
  if (namesTraining(id)) return own
  return [own, ...OTHER_PLACES, ...MODEL_COLORS.keys()].find((place) => !taken.has(place)) ?? own
}

/**
 * Colours for models that are shown together.
 * @param held colours that models on screen have, by id
 */
export function assignColors(
  ids: readonly string[],
  held: ReadonlyMap<string, number> = new Map(),
): Map<string, number> {
  const colors = new Map(held)
  // Those of a training first, as they do not give way; in an order that does not depend on their columns'.
  const claimants = ids.toSorted().sort((one, other) => Number(namesTraining(other)) - Number(namesTraining(one)))
  for (const id of claimants) if (!colors.has(id)) colors.set(id, freeColor(id, new Set(colors.values())))
  return colors
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0
  return value
}
