import { expect, it } from 'vitest'
import { append } from './series'

it('reports of a long run are thinned evenly, however they arrive', () => {
  for (const [most, atOnce] of [
    [8, 1],
    [12, 5],
    [48, 1],
    [48, 7],
  ] as const) {
    let items: readonly { readonly step: number }[] = []
    for (let step = 0; step <= 4000; step += 20 * atOnce) {
      const more = Array.from({ length: atOnce }, (_, place) => ({ step: step + 20 * place }))
      items = append(items, more, most)
      expect(items.length).toBeLessThanOrEqual(most)
      expect([items[0]?.step, items.at(-1)?.step]).toEqual([0, more.at(-1)?.step])
      const gaps = items.slice(1, -1).map((item, index) => item.step - (items[index]?.step ?? 0))
      expect(new Set(gaps).size, `${items.map((item) => item.step)}`).toBeLessThanOrEqual(1)
    }
  }
})
