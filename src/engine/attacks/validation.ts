/** @file Settings checked before anything runs: each problem is one sentence with the value and the remedy. */
import { NORM_IDS } from './norms/registry'
import type { Attack, CommonSettings, TaskFacts } from './types'

/** More steps than any attack in the literature takes; a typing error must not lock the tab up. */
export const MAX_STEPS = 10_000
const MAX_RESTARTS = 1000

const isNumber = (value: number, min: number, max: number) => Number.isFinite(value) && value >= min && value <= max

export function integerProblem(what: string, value: number, min: number, max: number): string | null {
  if (Number.isInteger(value) && value >= min && value <= max) return null
  return `The ${what} is ${value}; choose a whole number from ${min} to ${max}.`
}

export function numberProblem(what: string, value: number, min: number, max: number): string | null {
  if (isNumber(value, min, max)) return null
  return `The ${what} is ${value}; choose a number from ${min} to ${max}.`
}

export const stepsProblem = (steps: number): string | null => integerProblem('number of steps', steps, 1, MAX_STEPS)

export const restartsProblem = (restarts: number): string | null =>
  integerProblem('number of restarts', restarts, 1, MAX_RESTARTS)

export const classesProblem = (what: string, classCount: number, least: number): string | null =>
  classCount >= least
    ? null
    : `${what} needs at least ${least} classes where the model has ${classCount}; choose another attack.`

/** The first problem of the settings, or null. Checks what all attacks have in common, and then what is the attack's own. */
export function findProblem<Settings extends CommonSettings>(
  attack: Attack<Settings>,
  settings: Settings,
  facts: TaskFacts,
): string | null {
  const { norm, epsilon, seed } = settings
  const { name, norms, goals } = attack
  if (!norms.includes(norm)) {
    const known = NORM_IDS.includes(norm) ? norm : 'unknown'
    return `${name} works in ${norms.join(', ')} and the norm is ${known}; choose one of these.`
  }
  if (!goals.includes(facts.goal)) {
    return `${name} has no ${facts.goal} form; choose another attack, or ${facts.goal === 'targeted' ? 'no target' : 'a target'}.`
  }
  return (
    (isNumber(epsilon, 0, Number.MAX_VALUE)
      ? null
      : `The epsilon is ${epsilon}; choose a number that is 0 or larger.`) ??
    integerProblem('seed', seed, 0, 2 ** 31 - 1) ??
    attack.problem(settings, facts)
  )
}
