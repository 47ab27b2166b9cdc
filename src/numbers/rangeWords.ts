interface Range {
  /** The bounds as text, with their unit if there is one. */
  readonly min: number | string
  readonly max: number | string
  /** Whether `min` itself is excluded. */
  readonly isAbove?: boolean | undefined
  /** Whether `max` itself is excluded. */
  readonly isBelow?: boolean | undefined
}

/** "from 1 to 100", "above 0 and up to 1", "at least 0 and below 1" or "above 0 and below 1". */
export function rangeWords({ min, max, isAbove, isBelow }: Range): string {
  if (!isAbove && !isBelow) return `from ${min} to ${max}`
  return `${isAbove ? 'above' : 'at least'} ${min} and ${isBelow ? 'below' : 'up to'} ${max}`
}
