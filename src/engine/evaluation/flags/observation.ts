/** The result of one check. */
export interface FlagObservation {
  readonly status: 'raised' | 'clear' | 'unknown'
  /** What was observed, with its numbers and what so few images can show. */
  readonly seen: string
  /** Shares are in [0, 1]. */
  readonly numbers: Readonly<Record<string, number>>
}

/** A flag is raised if the observation would occur by chance in less than this share of checks. */
export const LEVEL = 0.01
