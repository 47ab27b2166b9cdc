/** @file On what something was computed: kept with a result, so that it can be made again. */

/** What computed some of a run; a run that was resumed may have several. */
export interface Environment {
  readonly backend: string
  /** The adapter, or what else the backend runs on. */
  readonly device: string
  readonly userAgent: string
  /** Of this page and of what it computes with, by package. */
  readonly versions: Readonly<Record<string, string>>
  /** ISO 8601, UTC. */
  readonly since: string
}
