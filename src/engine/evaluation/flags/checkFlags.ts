import { JobCancelled, type JobControl } from '../../jobControl'
import type { Judge } from '../transfer'
import type { FlagFinding, FlagSettings, LabelledImages } from '../types'
import { Probes } from './probes'
import { FLAGS } from './registry'
import { SharedAttacks } from './sharedAttacks'

const NOTHING_TO_SEE = {
  status: 'unknown',
  seen: 'No image could be read, so there is nothing to check.',
  numbers: {},
} as const

/**
 * Checks a model for every red flag. Progress is in flags. Throws JobCancelled if `control` is cancelled. If a check
 * itself fails, its flag is unknown.
 *
 * @param shared attacks made for other models on the same images
 */
export async function checkFlags(
  own: Judge,
  others: readonly Judge[],
  images: LabelledImages,
  settings: FlagSettings,
  control: JobControl,
  shared = new SharedAttacks(),
  flags = FLAGS,
): Promise<FlagFinding[]> {
  if (own.labels.length === 0) {
    return flags.map(({ id, name }) => ({ id, name, ...NOTHING_TO_SEE, remedy: null }))
  }
  const findings: FlagFinding[] = []
  // Attacks report their own steps; only whole flags are passed on.
  const within: JobControl = { checkpoint: () => control.checkpoint(findings.length, flags.length) }
  const probes = new Probes(own, others, images, settings, within, shared)
  for (const flag of flags) {
    const { id, name, remedy } = flag
    await within.checkpoint(0, 1)
    const observation = await flag.check(probes).catch((error: unknown) => {
      if (error instanceof JobCancelled) throw error
      return { status: 'unknown' as const, seen: (error as Error).message, numbers: {} }
    })
    findings.push({ id, name, ...observation, remedy: observation.status === 'raised' ? remedy : null })
  }
  return findings
}
