/**
 * @file A red flag is a sign that an attack failed for reasons other than the
 * model's robustness (Athalye et al. 2018, Carlini et al. 2019), so that the
 * accuracy is too high. Adding one takes one file and one line in the registry.
 */
import type { FlagObservation } from './observation'
import type { Probes } from './probes'

export interface Flag {
  readonly id: string
  /** For people, a few words. */
  readonly name: string
  /** What to do if it is raised. */
  readonly remedy: string
  /** Checks a few images. Throws if the model's outputs are unusable; the flag is then unknown. */
  check(probes: Probes): Promise<FlagObservation>
}
