import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { byCount, countOf } from '../../countOf'
import type { Split } from './split'

/**
 * Chooses `count` images from a data set or one of its splits, balanced over
 * classes as far as there are images. The order cycles through the classes, so
 * every prefix is balanced too, and a smaller subset with the same seed is a
 * prefix of a larger one. Returns all images if there are fewer than `count`.
 */
export function balancedSubset(
  labels: ArrayLike<number>,
  count: number,
  seed: number,
  { start, count: length }: Pick<Split, 'start' | 'count'> = { start: 0, count: labels.length },
): Uint32Array {
  if (!(Number.isInteger(count) && count >= 0)) {
    throw new RangeError(
      `${countOf(count, 'image')} ${byCount(count, 'is', 'are')} requested; that must be a whole number`,
    )
  }
  const generator = xoroshiro128plus(seed)
  const shuffle = (values: number[]) => {
    for (let i = values.length - 1; i > 0; i--) {
      const j = uniformInt(generator, 0, i)
      ;[values[i], values[j]] = [values[j] as number, values[i] as number]
    }
  }
  const byClass = new Map<number, number[]>()
  for (let index = start; index < start + length; index++) {
    const label = labels[index] as number
    const members = byClass.get(label)
    if (members) members.push(index)
    else byClass.set(label, [index])
  }
  const classes = [...byClass.keys()].sort((a, b) => a - b)
  for (const label of classes) shuffle(byClass.get(label) as number[])
  const chosen = new Uint32Array(Math.min(count, length))
  for (let taken = 0; taken < chosen.length; ) {
    // Reshuffled in every round, so that an incomplete last round does not always favour the same classes.
    shuffle(classes)
    for (const label of classes) {
      const index = byClass.get(label)?.pop()
      if (index !== undefined && taken < chosen.length) chosen[taken++] = index
    }
  }
  return chosen
}
