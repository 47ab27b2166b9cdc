/**
 * @file What a red flag is: a sign that an attack fails for another reason than
 * the model's robustness (Athalye et al. 2018, Carlini et al. 2019), so that the
 * accuracy beside it promises too much. Adding one is one file and one line in
 * the registry.
 */
import type { FlagObservation } from './observation'
import type { Probes } from './probes'

export interface Flag {
  readonly id: string
  /** For people, a few words. */
  readonly name: string
  /** What to do where it is raised: one sentence. */
  readonly remedy: string
  /** Looks for it on a few images. Throws where the model's numbers break down; the flag is then unknown. */
  check(probes: Probes): Promise<FlagObservation>
}
