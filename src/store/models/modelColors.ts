/** @file Which colour a model has: that of its training, so that it is the same in every data set, chart and session. */
import { MODEL_COLORS } from '../../charts/palette'

const COUNT = MODEL_COLORS.length
/** The first colours are those of the trainings that most models of the zoo had; a model of another takes one of the rest. */
const COMMON = 4

/**
 * The place in `MODEL_COLORS` of the colour that belongs to a model: by the training that its id names, the most specific
 * one, or else by a hash of the id.
 */
export function ownColor(id: string): number {
  // "gradient-norm-differences" contains "gradient-norm" too.
  const place = MODEL_COLORS.findLastIndex(({ inId }) => inId.test(id))
  return place >= 0 ? place : COMMON + (hash(id) % (COUNT - COMMON))
}

/** The model's own colour, or the next free one where another model on screen has it already. */
export function freeColor(id: string, taken: ReadonlySet<number>): number {
  const own = ownColor(id)
  // From the end, so that a later column of a common training finds its own still free.
  const others = MODEL_COLORS.map((_, place) => COUNT - 1 - place)
  return [own, ...others].find((place) => !taken.has(place)) ?? own
}

/**
 * Colours for models that are shown together, in the order in which they claim them.
 * @param held colours that other models on screen have, by id
 */
export function assignColors(
  ids: readonly string[],
  held: ReadonlyMap<string, number> = new Map(),
): Map<string, number> {
  const colors = new Map(held)
  // A model with a training's own colour is not kept from it by a namesake of a hash.
  const claimants = [...ids].sort((one, other) => Number(isHashed(one)) - Number(isHashed(other)))
  for (const id of claimants) if (!colors.has(id)) colors.set(id, freeColor(id, new Set(colors.values())))
  return colors
}

const isHashed = (id: string): boolean => !MODEL_COLORS.some(({ inId }) => inId.test(id))

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0
  return value
}
