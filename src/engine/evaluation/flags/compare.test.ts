import { expect, it } from 'vitest'
import { createRng } from '../../random'
import { type Challenger, compare, compareStronger, compareWeaker, judgeComparisons } from './compare'

const COUNT = 20

/** Asks of it what is asked, and counts. */
function challenger(name: string, robust: readonly boolean[]): Challenger & { asked: () => number } {
  let asked = 0
  return {
    name,
    robustAt: async (members) => {
      asked += members.length
      return members.map((member) => robust[member] as boolean)
    },
    asked: () => asked,
  }
}

it('fewer images give the verdict that attacks on all images would give', async () => {
  const random = createRng(1)
  const outcomes = new Set<string>()
  for (let round = 0; round < 200; round++) {
    const draw = (share: number) => Array.from({ length: COUNT }, () => random.uniform() < share)
    // Among them attacks that fool the model wherever the other does.
    const [one, other] = [draw(round / 200), draw(0.7)]
    const robust = round % 3 === 0 ? one.map((own, place) => own && (other[place] as boolean)) : other
    const first = { name: 'first', robust: one }
    const second = { name: 'second', robust }
    const whole = judgeComparisons([compare(first, second)], 0.01)
    const [weaker, stronger] = [challenger('first', one), challenger('second', robust)]
    for (const comparison of [await compareWeaker(weaker, second), await compareStronger(first, stronger)]) {
      const judged = judgeComparisons([comparison], 0.01)
      expect(judged.status).toBe(whole.status)
      expect(judged.numbers.onlyWeaker).toBe(whole.numbers.onlyWeaker)
      if (judged.status === 'raised') expect(judged).toEqual(whole)
      outcomes.add(`${judged.status} ${judged.numbers.onlyWeaker === 0}`)
    }
    if (whole.numbers.onlyWeaker === 0) {
      const stand = robust.filter(Boolean).length
      expect([weaker.asked(), stronger.asked()]).toEqual([stand, COUNT - one.filter(Boolean).length])
    }
  }
  expect([...outcomes].sort()).toEqual(['clear false', 'clear true', 'raised false'])
})

it.each([
  [0, '0 images that are right without an attack are too few'],
  [1, '1 image that is right without an attack is too few'],
])('%i right images are too few to know anything', (right, words) => {
  const robust = Array.from({ length: right }, () => true)
  const compared = compare({ name: 'first', robust: robust.map(() => false) }, { name: 'second', robust })
  expect(judgeComparisons([compared], 0.01)).toMatchObject({ status: 'unknown' })
  expect(judgeComparisons([compared], 0.01).seen).toContain(words)
})
