/** @file 95 % intervals of a ratio of two models' figures on the same images. */
import { wilson } from './zooFigures.mjs'

/** For 97.5 %: two such intervals both hold in at least 95 % of cases, however the shares depend on each other. */
const Z_EACH_OF_TWO = 2.241402727604947
/** With this many blocks, and this many robust images of each model, a block's figures are close enough to normal. */
const LEAST = { blocks: 10, robust: 10 }

/**
 * The number of images on which one model is robust, divided by that of the other: { low, high }. Takes the result of
 * robustOnTheSameImages. Paired if there are enough blocks (or images); else from each share separately, which gives a
 * wider interval than necessary.
 */
export function robustRatioInterval({ robust, images, pairs: [ones, others] }) {
  const isEnough = ones.length >= LEAST.blocks && Math.min(...robust) >= LEAST.robust
  return (isEnough && fieller(ones, others)) || unpaired(robust, images)
}

/** The ratio of two means, from their blocks on the same images; undefined if there are too few. */
export const meanRatioInterval = (ones, others) => (ones.length < LEAST.blocks ? undefined : fieller(ones, others))

/**
 * Fieller's interval of sum(ones) / sum(others), whose values are paired by index: the ratios r for which the mean of
 * one - r * other does not differ significantly from 0 by Student's t test. Undefined if the mean of `others` does not
 * either. E. C. Fieller, "Some problems in interval estimation", J. R. Stat. Soc. B 16 (1954), 175-185.
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
 * 26.7.5. Accurate to 4 decimals from 9 degrees of freedom on.
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
