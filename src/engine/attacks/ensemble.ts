import { apgdCe } from './apgdCe'
import { apgdT } from './apgdT'
import { fabT } from './fabT'
import { square } from './square'
import type { Attack, AttackRun, CommonSettings, TaskFacts } from './types'
import { integerProblem, MAX_STEPS, stepsProblem } from './validation'

export interface EnsembleSettings extends CommonSettings {
  /** Of APGD-CE, and of APGD-T and FAB-T towards every class. */
  readonly steps: number
  /** How many of the likeliest wrong classes APGD-T and FAB-T steer to. */
  readonly targetClasses: number
  /** Of Square. */
  readonly queries: number
}

/** AutoAttack's members at settings of one's own, far fewer steps being usual: quicker, weaker, and not AutoAttack. */
export const ensemble: Attack<EnsembleSettings> = {
  name: 'APGD, FAB and Square',
  norms: ['linf', 'l2'],
  goals: ['untargeted'],
  defaults: (norm, epsilon) => ({ norm, epsilon, seed: 0, steps: 20, targetClasses: 3, queries: 200 }),
  problem: ({ steps, targetClasses, queries }, facts) =>
    apgdT.problem({ ...apgdT.defaults('linf', 0 as never), targetClasses }, facts) ??
    stepsProblem(steps) ??
    integerProblem('number of queries', queries, 1, MAX_STEPS),
  runs: (settings, facts) => ensembleRuns(ensemble.name, settings, facts),
}

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
