/** What one look at a model found. */
export interface FlagObservation {
  readonly status: 'raised' | 'clear' | 'unknown'
  /** What was seen, with its numbers and with what so few images can show. */
  readonly seen: string
  /** Shares are in [0, 1]. */
  readonly numbers: Readonly<Record<string, number>>
}

/** A flag is raised where what was seen would come by chance in less than this share of checks. */
export const LEVEL = 0.01
