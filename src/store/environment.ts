/** @file The environment of a computation, kept with its results so that they can be reproduced. */

/** The environment of part of a run; a resumed run may have several. */
export interface Environment {
  readonly backend: string
  /** The adapter or other device that the backend runs on. */
  readonly device: string
  readonly userAgent: string
  /** Versions of this page and of the libraries that it computes with, by package. */
  readonly versions: Readonly<Record<string, string>>
  /** ISO 8601, UTC. */
  readonly since: string
}
