/** @file What the interval of a ratio says about a goal, in words. */

/**
 * "met" or "missed" if the whole interval { low, high } is on one side of the goal, else "not decided". A goal is
 * { least } or { most }; a bound equal to the goal meets it.
 */
export function verdict(interval, { least, most }) {
  if (interval === undefined) return 'not decided'
  const [isMet, isMissed] =
    least === undefined ? [interval.high <= most, interval.low > most] : [interval.low >= least, interval.high < least]
  if (isMet) return 'met'
  return isMissed ? 'missed' : 'not decided'
}

/** "≥ 0.9", "≤ 0.7". */
export const goalText = ({ least, most }) => (least === undefined ? `≤ ${most}` : `≥ ${least}`)

/** "0.90 (0.87 to 0.93; NOTE), not decided"; with more decimals if two would round a bound onto the goal or past it. */
export function resultText(ratio, interval, goal, note = '') {
  const value = goal?.least ?? goal?.most
  const bounds = interval ? [interval.low, interval.high] : []
  let decimals = 2
  const isHonest = (bound) => Math.sign(Number(bound.toFixed(decimals)) - value) === Math.sign(bound - value)
  while (goal && decimals < 6 && !bounds.every(isHonest)) decimals++
  const [shown, low, high] = [ratio, ...bounds].map((number) => number.toFixed(decimals))
  const inBrackets = [interval ? `${low} to ${high}` : 'no interval', note].filter(Boolean).join('; ')
  return `${shown} (${inBrackets})${goal ? `, ${verdict(interval, goal)}` : ''}`
}
