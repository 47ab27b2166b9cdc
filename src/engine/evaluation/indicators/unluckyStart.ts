import { moreRestarts } from './mends'
import type { Indicator } from './types'

/** How many other starts are tried. */
const STARTS = 3

/** Bad initialisation (Pintor et al. 2021, version 1): the same attack fools the model from another random start. */
export const unluckyStart: Indicator = {
  id: 'unlucky-start',
  name: 'Another start fools',
  remedy: 'Whether the model is fooled depends on where the attack starts: give it more restarts.',
  sign: () => `the same attack fools the model from one of ${STARTS} other random starts`,
  mends: moreRestarts,
  async find(own) {
    const fooled = new Set<number>()
    const robust = await own.robust()
    const randomStart = 'randomStart' in own.settings ? { randomStart: true } : {}
    for (let start = 1; start <= STARTS; start++) {
      const seed = ((own.settings.seed as number) + start) % 2 ** 31
      const left = robust.filter((place) => !fooled.has(place))
      for (const place of await own.fooledWith({ seed, ...randomStart }, left)) fooled.add(place)
    }
    return robust.filter((place) => fooled.has(place))
  },
}
