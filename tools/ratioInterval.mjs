/** @file 95 % intervals of a ratio of two models' figures on the same images. */
import { wilson } from './zooFigures.mjs'

/** Of 97.5 %: two such intervals are right together in at least 95 %, however the two shares depend on each other. */
const Z_EACH_OF_TWO = 2.241402727604947
/** From so many blocks on, and so many robust images of each model, a block's figures are near enough to normal. */
const LEAST = { blocks: 10, robust: 10 }

/**
 * How many images one model is robust on, divided by how many the other is: { low, high }. Takes what
 * robustOnTheSameImages gives. Paired where blocks (or images) are enough; else from each share by itself, which is
 * wider than need be.
 */
export function robustRatioInterval({ robust, images, pairs: [ones, others] }) {
  const isEnough = ones.length >= LEAST.blocks && Math.min(...robust) >= LEAST.robust
  return (isEnough && fieller(ones, others)) || unpaired(robust, images)
}

/** The ratio of two means, from their blocks on the same images; undefined where these are too few. */
export const meanRatioInterval = (ones, others) => (ones.length < LEAST.blocks ? undefined : fieller(ones, others))

/**
 * Fieller's interval of sum(ones) / sum(others), where the two of each place belong together: the ratios r for which
 * the mean of one - r * other does not differ from 0 by Student's t test. Undefined where the mean of `others` does
 * not either. E. C. Fieller, "Some problems in interval estimation", J. R. Stat. Soc. B 16 (1954), 175-185.
 */
export function fieller(ones, others) {
  const [one, other] = [mean(ones), mean(others)]
  const t2 = studentQuantile(ones.length - 1) ** 2
  const square = other ** 2 - t2 * covarianceOfMeans(others, others)
  if (square <= 0) return undefined
  const middle = one * other - t2 * covarianceOfMeans(ones, others)
  const constant = one ** 2 - t2 * covarianceOfMeans(ones, ones)
  const half = Math.sqrt(Math.max(0, middle ** 2 - square * constant))
  return { low: Math.max(0, (middle - half) / square), high: (middle + half) / square }
}

function unpaired([robust, robustInOther], images) {
  const [one, other] = [robust, robustInOther].map((count) => wilson(count / images, images, Z_EACH_OF_TWO))
  return { low: one.low / other.high, high: one.high / other.low }
}

/**
 * The 97.5 % quantile of Student's t, from the normal's: Abramowitz and Stegun, Handbook of Mathematical Functions,
 * 26.7.5. Right to 4 decimals from 9 degrees of freedom on.
 */
export function studentQuantile(freedom) {
  const z = 1.959963984540054
  const terms = [
    z,
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
    (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92160,
  ]
  return terms.reduce((total, term, power) => total + term / freedom ** power, 0)
}

const mean = (values) => values.reduce((total, value) => total + value, 0) / values.length

function covarianceOfMeans(ones, others) {
  const [one, other] = [mean(ones), mean(others)]
  return mean(ones.map((value, i) => (value - one) * (others[i] - other))) / (ones.length - 1)
}
