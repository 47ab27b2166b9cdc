/** @file How an evaluation's settings change together: a norm brings its own sizes, a measure its usual attack. */
import type { NormId } from '../engine/attacks/norms/types'
import type { AttackChoice } from '../engine/attacks/registry'
import type { AttackDescription } from '../engine/evaluation/types'
import { type Eps01, eps255, toEps01 } from '../units'
import { isSameChoice, withEpsilon, withSetting } from './attackChoices'
import type { EvaluationForm } from './evaluation'
import { ascending, chooseAttack, USUAL_EPSILONS, usualAttack } from './evaluationForm'
import type { EvaluationPlan, MeasureId } from './evaluationPlan'

/** Where the search for the smallest epsilon begins: in L∞ as the paper's, in the others as small beside what fells. */
export const USUAL_SEARCH_STARTS: Readonly<Record<NormId, Eps01>> = {
  linf: toEps01(eps255(2)),
  l2: 0.125 as Eps01,
  l1: 3 as Eps01,
}

/** Another measure. The attack becomes the one that is usual for it, unless a person has chosen another. */
export function changeMeasure(
  { measure: before, attack }: EvaluationForm,
  measure: MeasureId,
  attacks: readonly AttackDescription[],
): Partial<EvaluationForm> {
  if (attack === null) return { measure }
  const { norm } = attack.settings
  const isUsual = isSameChoice(attack, usualAttack(before, attacks, norm))
  return isUsual ? { measure, attack: usualAttack(measure, attacks, norm) } : { measure }
}

/** Another attack, norm or setting. Sizes are in the norm, so that those of another one begin as usual. */
export function changeAttack({ attack: before }: EvaluationForm, attack: AttackChoice): Partial<EvaluationForm> {
  const { norm } = attack.settings
  if (before === null || before.settings.norm === norm) return { attack }
  return {
    attack,
    epsilons: USUAL_EPSILONS[norm],
    search: { start: USUAL_SEARCH_STARTS[norm], doublings: 5, bisections: 10 },
  }
}

/** Whether a run was made with what is set now. */
export function isAsSet({ measure, source, models, flags }: EvaluationPlan, form: EvaluationForm): boolean {
  if (measure.id !== form.measure || form.attack === null) return false
  // Curves and searches bring sizes of their own.
  const sized = (attack: AttackChoice) => (measure.id === 'transfer' ? attack : withEpsilon(attack, 0 as Eps01))
  return (
    isSameChoice(sized(measure.attack), sized(form.attack)) &&
    (measure.id !== 'accuracy' || measure.epsilons.join() === ascending(form.epsilons).join()) &&
    (measure.id !== 'minimalEpsilon' || isAlike(measure.search, form.search)) &&
    source.kind === form.pictures &&
    (source.kind === 'gallery' || isAlike(source.choice, form.dataSet)) &&
    (form.modelIds === null ||
      [...form.modelIds].sort().join() ===
        models
          .map(({ id }) => id)
          .sort()
          .join()) &&
    flags?.pictures === form.flags?.pictures &&
    flags?.steps === form.flags?.steps
  )
}

function isAlike<Value extends object>(one: Value, other: Value): boolean {
  return (Object.keys(one) as (keyof Value)[]).every((name) => one[name] === other[name])
}

/** A run that is soon over: a short PGD on the gallery, at three sizes. */
export function quickRun(attacks: readonly AttackDescription[]): Partial<EvaluationForm> | null {
  const pgd = attacks.find(({ id }) => id === 'pgd')
  if (pgd === undefined) return null
  return {
    measure: 'accuracy',
    modelIds: null,
    attack: withSetting(chooseAttack(pgd, 'linf'), 'steps', QUICK_STEPS),
    epsilons: QUICK_EPSILONS.map((epsilon) => toEps01(eps255(epsilon))),
    pictures: 'gallery',
    flags: { pictures: 10, steps: QUICK_STEPS },
  }
}

export const QUICK_STEPS = 5
export const QUICK_EPSILONS: readonly number[] = [2, 4, 8, 16]
