import { expect, it } from 'vitest'
import { createRandom } from '../../attacks/random'
import { type Challenger, compare, compareStronger, compareWeaker, judgeComparisons } from './compare'

const COUNT = 20

/** Asks of it what is asked, and counts. */
function challenger(name: string, held: readonly boolean[]): Challenger & { asked: () => number } {
  let asked = 0
  return {
    name,
    heldAt: async (places) => {
      asked += places.length
      return places.map((place) => held[place] as boolean)
    },
    asked: () => asked,
  }
}

it('is judged as if both attacks had been made on all pictures, with fewer of them', async () => {
  const random = createRandom(1)
  const outcomes = new Set<string>()
  for (let round = 0; round < 200; round++) {
    const draw = (share: number) => Array.from({ length: COUNT }, () => random.uniform() < share)
    // Among them attacks that fell all that the other fells.
    const [one, other] = [draw(round / 200), draw(0.7)]
    const held = round % 3 === 0 ? one.map((own, place) => own && (other[place] as boolean)) : other
    const first = { name: 'first', held: one }
    const second = { name: 'second', held }
    const whole = judgeComparisons([compare(first, second)], 0.01)
    const [weaker, stronger] = [challenger('first', one), challenger('second', held)]
    for (const comparison of [await compareWeaker(weaker, second), await compareStronger(first, stronger)]) {
      const judged = judgeComparisons([comparison], 0.01)
      expect(judged.status).toBe(whole.status)
      expect(judged.numbers.onlyWeaker).toBe(whole.numbers.onlyWeaker)
      if (judged.status === 'raised') expect(judged).toEqual(whole)
      outcomes.add(`${judged.status} ${judged.numbers.onlyWeaker === 0}`)
    }
    if (whole.numbers.onlyWeaker === 0) {
      const holding = held.filter(Boolean).length
      expect([weaker.asked(), stronger.asked()]).toEqual([holding, COUNT - one.filter(Boolean).length])
    }
  }
  expect([...outcomes].sort()).toEqual(['clear false', 'clear true', 'raised false'])
})
