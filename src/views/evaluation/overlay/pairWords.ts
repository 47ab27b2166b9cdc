/** @file What a comparison on the same images says, in words. */
import type { PairComparison } from '../../../store/evaluation/pairs/comparePair'
import { percent } from '../../parts/format'

type Compared = Extract<PairComparison, { readonly refusal: null }>

const signed = (share: number): string => {
  const text = percent(Math.abs(share))
  return Number(text) === 0 ? text : `${share < 0 ? '−' : '+'}${text}`
}

/** In percentage points, such as "+12.0". */
export const differenceWords = ({ difference }: Compared): string => signed(difference)

export const pairIntervalWords = ({ interval: { low, high } }: Compared): string => `${signed(low)} to ${signed(high)}`

/** Such as "0.013" or "< 0.001". */
export const chanceWords = ({ chance }: Compared): string =>
  chance < 0.001 ? '< 0.001' : String(Number(chance.toPrecision(2)))

export const REFUSALS: Readonly<Record<Exclude<PairComparison['refusal'], null>, string>> = {
  'other images': 'other images, so that nothing is paired',
  'no image in common': 'no image in common',
  'not measured here': 'not measured at this ε',
}
