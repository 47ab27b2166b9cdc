/** @file An attack's settings checked before anything runs: each problem is one sentence with the value and the remedy. */
import { NORM_IDS } from './norms/descriptions'
import type { Attack, CommonSettings, TaskFacts } from './types'

/** The first problem of the settings, or null. Checks what all attacks have in common, and then what is the attack's own. */
export function findProblem<Settings extends CommonSettings>(
  attack: Attack<Settings>,
  settings: Settings,
  facts: TaskFacts,
): string | null {
  const { norm, epsilon } = settings
  const { name, norms, goals } = attack
  if (!norms.includes(norm)) {
    const known = NORM_IDS.includes(norm) ? norm : 'unknown'
    return `${name} works in ${norms.join(', ')} and the norm is ${known}; choose one of these.`
  }
  if (!goals.includes(facts.goal)) {
    return `${name} has no ${facts.goal} form; choose another attack, or ${facts.goal === 'targeted' ? 'no target' : 'a target'}.`
  }
  if (!(Number.isFinite(epsilon) && epsilon >= 0)) {
    return `The epsilon is ${epsilon}; choose a number that is 0 or larger.`
  }
  return attack.problem(settings, facts)
}
