import { steps } from '../settings/fields'
import { targetClasses } from './algorithms/targetClasses'
import { apgdCe } from './apgdCe'
import { apgdT } from './apgdT'
import { defineAttack, type FieldValues } from './defineAttack'
import { fabT } from './fabT'
import { TARGETED_DLR_MIN_CLASSES } from './losses/dlr'
import { ensembleInPython } from './python/autoAttack'
import { queries, square } from './square'
import type { AttackRun, CommonSettings, TaskFacts } from './types'

const fields = {
  // Of APGD-CE, and of APGD-T and FAB-T towards every class.
  steps: steps(20),
  targetClasses: targetClasses(3),
  queries: queries(200),
}

export type EnsembleSettings = CommonSettings & FieldValues<typeof fields>

const NAME = 'APGD, FAB and Square'

/** AutoAttack's members at settings of one's own, far fewer steps being usual: quicker, weaker, and not AutoAttack. */
export const ensemble = defineAttack({
  name: NAME,
  norms: ['linf', 'l2'],
  goals: ['untargeted'],
  fields,
  minClasses: () => TARGETED_DLR_MIN_CLASSES,
  inPython: (settings, facts) =>
    ensembleInPython(settings, square.defaults(settings.norm, settings.epsilon).firstShare, facts),
  runs: (settings, facts) => ensembleRuns(NAME, settings, facts),
})

/** APGD-CE, APGD-T, FAB-T and Square, in this order, each with one start. */
export function ensembleRuns(
  name: string,
  { norm, epsilon, seed, steps, targetClasses, queries }: EnsembleSettings,
  facts: TaskFacts,
): readonly AttackRun[] {
  const common = { norm, epsilon, seed, restarts: 1 }
  const members = [
    ...apgdCe.runs({ ...common, steps }, facts),
    ...apgdT.runs({ ...common, steps, targetClasses }, facts),
    ...fabT.runs({ ...common, steps, targetClasses }, facts),
    ...square.runs({ ...square.defaults(norm, epsilon), ...common, queries }, facts),
  ]
  return members.map((run) => ({ ...run, name: `${name}: ${run.name}` }))
}
