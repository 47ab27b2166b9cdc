/** @file A ranking of attacks: each with as many steps as the budget allows in every trial of its search. */
import type { EngineClient } from '../../client/engineClient'
import { countOf } from '../../countOf'
import type { AttackChoice } from '../../engine/attacks/registry'
import type { AttackDescription } from '../../engine/evaluation/types'
import { largestEpsilon, oneTrial, trialCount } from '../../numbers/epsilonSearch'
import { smallestOf } from '../../numbers/extremes'
import { settingsOf, withEpsilon, withSetting } from '../../store/attacks/attackChoices'
import { changeSetting, chooseAttack } from '../../store/evaluation/evaluationForm'
import type { Measure, PlannedModel } from '../../store/evaluation/evaluationPlan'
import type { SettledForm } from '../../store/evaluation/evaluationSettled'
import { rankedAttacks } from '../../store/evaluation/ranking/rankedAttacks'

/** Throws one sentence if fewer than two attacks are chosen, or the budget is too small for one of them. */
export async function plannedRanking(
  { attack: chosen, ranking, search }: SettledForm,
  attacks: readonly AttackDescription[],
  models: readonly PlannedModel[],
  client: EngineClient,
): Promise<Measure> {
  const { norm, seed } = (chosen as AttackChoice).settings
  const described = rankedAttacks(attacks, norm, ranking.attacks)
  if (described.length < 2) {
    throw new Error('A ranking compares attacks with each other; choose at least two that work in this norm.')
  }
  const choices: AttackChoice[] = []
  for (const each of described) {
    const own = each.minimisesNorm ? oneTrial(search) : search
    const passes = Math.floor(ranking.budget / trialCount(own))
    const usual = changeSetting(withEpsilon(chooseAttack(each, norm), largestEpsilon(search)), 'seed', seed)
    choices.push(await withinBudget(each, usual, passes, models, client))
  }
  const [attack, ...others] = choices as [AttackChoice, ...AttackChoice[]]
  const nearest = described.filter(({ minimisesNorm }) => minimisesNorm).map(({ id }) => id)
  return { id: 'ranking', attack, others, search, budget: ranking.budget, nearest }
}

/** With the most steps that every model's number of classes leaves room for. */
async function withinBudget(
  { name }: AttackDescription,
  attack: AttackChoice,
  passes: number,
  models: readonly PlannedModel[],
  client: EngineClient,
): Promise<AttackChoice> {
  const counts: number[] = []
  for (const { id } of models) {
    const wrong = await client.call('attackProblem', { modelId: id, attack }).result
    if (wrong !== null) throw new Error(wrong)
    const steps = await client.call('stepsWithin', { modelId: id, attack, passes }).result
    if (steps !== null) counts.push(steps)
  }
  if (counts.length === 0) return attack
  const setting = 'steps' in settingsOf(attack) ? 'steps' : 'queries'
  if (smallestOf(counts) < 1)
    throw new Error(`${name} has no step within ${countOf(passes, 'pass', 'passes')}; raise the budget.`)
  return withSetting(attack, setting, smallestOf(counts))
}
