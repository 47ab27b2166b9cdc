/** Of a file that a person saves, without its ending: what it is, and when that was begun (ISO 8601, UTC). */
export const fileName = (what: string, startedAt: string): string =>
  `gradlens-${what}-${startedAt.slice(0, 16).replace(/[-:]/g, '').replace('T', '-')}`
