/** @file Exact binomial tests, for small numbers of images. */

/** Probability of `least` or more successes in `trials`, each of probability `chance`. */
export function binomialTail(least: number, trials: number, chance: number): number {
  if (least <= 0) return 1
  if (least > trials || chance <= 0) return 0
  if (chance >= 1) return 1
  // Below the mean, the first term may underflow although the sum does not.
  if (least <= trials * chance) return 1 - binomialTail(trials - least + 1, trials, 1 - chance)
  let logTerm = least * Math.log(chance) + (trials - least) * Math.log1p(-chance)
  for (let i = 1; i <= least; i++) logTerm += Math.log((trials - least + i) / i)
  let term = Math.exp(logTerm)
  let sum = 0
  for (let successes = least; successes <= trials; successes++) {
    sum += term
    term *= ((trials - successes) / (successes + 1)) * (chance / (1 - chance))
  }
  return Math.min(1, sum)
}

/**
 * McNemar's exact test, one-sided: the probability that, of the images on which two classifiers differ, `one` or more
 * favour the first, if both are equally likely. 1 if they differ on none.
 */
export const pairedTail = (one: number, other: number): number => binomialTail(one, one + other, 0.5)

/** The smallest number of successes in `trials` that is less likely than `level`; more than `trials` if there is none. */
export function leastUnlikely(trials: number, chance: number, level: number): number {
  for (let least = 1; least <= trials; least++) if (binomialTail(least, trials, chance) < level) return least
  return trials + 1
}
