/**
 * @file What a red flag is: a sign that an attack fails for another reason than
 * the model's robustness (Athalye et al. 2018, Carlini et al. 2019), so that the
 * accuracy beside it promises too much. Adding one is one file and one line in
 * the registry.
 */
import type { Probes } from './probes'

export interface Flag {
  readonly id: string
  /** For people, a few words. */
  readonly name: string
  /** What to do where it is raised: one sentence. */
  readonly remedy: string
  /** Looks for it on a few pictures. Throws where the model's numbers break down; the flag is then unknown. */
  check(probes: Probes): Promise<FlagObservation>
}

export interface FlagObservation {
  readonly status: 'raised' | 'clear' | 'unknown'
  /** What was seen, with its numbers and with what so few pictures can show. */
  readonly seen: string
  /** Shares are in [0, 1]. */
  readonly numbers: Readonly<Record<string, number>>
}

/** A flag is raised where what was seen would come by chance in less than this share of checks. */
export const LEVEL = 0.01
