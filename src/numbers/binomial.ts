/** @file What so few images can show: exact tests of the binomial distribution. */

/** Probability of `least` or more successes in `trials`, each of probability `chance`. */
export function binomialTail(least: number, trials: number, chance: number): number {
  if (least <= 0) return 1
  if (least > trials || chance <= 0) return 0
  if (chance >= 1) return 1
  // Below the mean the first term may be too small for a number, though the sum is not.
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
 * McNemar's exact test, one-sided: how likely `one` or more of the images on which two judges differ would be for
 * the first, if either were as likely. 1 where they differ on none.
 */
export const pairedTail = (one: number, other: number): number => binomialTail(one, one + other, 0.5)

/** The least number of successes in `trials` that are less likely than `level`; more than `trials` where none are. */
export function leastUnlikely(trials: number, chance: number, level: number): number {
  for (let least = 1; least <= trials; least++) if (binomialTail(least, trials, chance) < level) return least
  return trials + 1
}
