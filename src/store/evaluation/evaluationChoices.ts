/** @file How an evaluation's settings change together: each norm has its own sizes, each measure its usual attack. */
import type { AttackChoice } from '../../engine/attacks/registry'
import type { Manifest } from '../../engine/checkpoints/manifest'
import { FLAG_BUDGET } from '../../engine/evaluation/flags/budget'
import type { AttackDescription } from '../../engine/evaluation/types'
import type { Eps01 } from '../../units'
import { isSameChoice, withEpsilon, withSetting } from '../attacks/attackChoices'
import { chosenSplit, fromOf } from '../data/dataSource'
import type { EvaluationForm } from './evaluation'
import { ascending, usualAttack, usualSearch } from './evaluationForm'
import {
  type EvaluationPlan,
  type Measure,
  type MeasureId,
  measuredAttacks,
  type PlannedSource,
  worstCaseAttacks,
} from './evaluationPlan'
import { type SettledForm, usualEpsilons, usualWorstEpsilons } from './evaluationSettled'
import type { RankingMeasure } from './ranking/contenders'

/** Changes the measure. The attack becomes the usual one for it, unless a person has chosen another. */
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

/** Changes the attack, its norm or a setting. A new norm starts with its usual sizes. */
export function changeAttack({ attack: before }: EvaluationForm, attack: AttackChoice): Partial<EvaluationForm> {
  const { norm } = attack.settings
  if (before === null || before.settings.norm === norm) return { attack }
  return {
    attack,
    epsilons: null,
    search: usualSearch(norm),
  }
}

/** Whether a run has the settings of the form. */
export function isAsSet({ measure, source, models, flags }: EvaluationPlan, form: SettledForm): boolean {
  if (measure.id !== form.measure || form.attack === null) return false
  // Curves and searches have their own sizes.
  const sized = (attack: AttackChoice) => (measure.id === 'transfer' ? attack : withEpsilon(attack, 0 as Eps01))
  return (
    (measure.id === 'ranking'
      ? isRankingAsSet(measure, form)
      : isSameChoice(sized(measure.attack), sized(form.attack))) &&
    (measure.id !== 'accuracy' || measure.epsilons.join() === ascending(form.epsilons).join()) &&
    (measure.id !== 'minimalEpsilon' || isAlike(measure.search, form.search)) &&
    (measure.id !== 'worstCase' || worstCaseAttacks(measure).every(isWorstAsSet)) &&
    isSourceAsSet(source, form) &&
    (form.modelIds === null ||
      [...form.modelIds].sort().join() ===
        models
          .map(({ id }) => id)
          .sort()
          .join()) &&
    flags?.images === form.flags?.images &&
    flags?.steps === form.flags?.steps
  )

  function isWorstAsSet({ settings }: AttackChoice): boolean {
    return settings.epsilon === form.worstEpsilons[settings.norm]
  }
}

/** Of the form's attack a ranking has the norm and the seed. */
function isRankingAsSet(measure: RankingMeasure, { ranking, search, attack }: SettledForm): boolean {
  const planned = measuredAttacks(measure).map(({ id }) => id)
  const { norm, seed } = measure.attack.settings
  return (
    norm === attack?.settings.norm &&
    seed === attack.settings.seed &&
    measure.budget === ranking.budget &&
    isAlike(measure.search, search) &&
    (ranking.attacks === null || ranking.attacks.toSorted().join() === planned.toSorted().join())
  )
}

/** The form with a run's settings; its models stay those of the columns. */
export function formOf({ measure, source, flags }: EvaluationPlan, form: EvaluationForm): EvaluationForm {
  const set: EvaluationForm = {
    ...form,
    measure: measure.id,
    attack: measure.attack,
    epsilons: measure.id === 'accuracy' ? measure.epsilons : form.epsilons,
    search: 'search' in measure ? measure.search : form.search,
    ranking:
      measure.id === 'ranking'
        ? { attacks: measuredAttacks(measure).map(({ id }) => id), budget: measure.budget }
        : form.ranking,
    worstEpsilons: measure.id === 'worstCase' ? worstEpsilonsOf(measure, form) : form.worstEpsilons,
    flags: flags === null ? null : { images: flags.images, steps: flags.steps },
    planned: null,
  }
  if (source.kind === 'gallery') return { ...set, images: 'gallery' }
  const { count, seed, split } = source.choice
  // The split refers to the run's data set.
  const choice = source.dataSet.splits.find(({ name }) => name === split)?.name ?? 'all'
  return { ...set, images: fromOf(source.dataSet.origin), dataSet: { count, seed, split: choice } }
}

/** Of norms that the attack lacks the usual ones. */
function worstEpsilonsOf(measure: Extract<Measure, { readonly id: 'worstCase' }>, form: EvaluationForm) {
  const planned = worstCaseAttacks(measure).map(({ settings }) => [settings.norm, settings.epsilon])
  return { ...(form.worstEpsilons ?? usualWorstEpsilons([])), ...Object.fromEntries(planned) }
}

/** Whether a plan's choice of images is that of the form. */
export function isSourceAsSet(source: PlannedSource, { images, dataSet }: SettledForm): boolean {
  if (source.kind === 'gallery') return images === 'gallery'
  const { choice, dataSet: planned } = source
  return (
    fromOf(planned.origin) === images &&
    choice.count === dataSet.count &&
    choice.seed === dataSet.seed &&
    choice.split === chosenSplit(dataSet.split, planned.splits)
  )
}

function isAlike<Value extends object>(one: Value, other: Value): boolean {
  return (Object.keys(one) as (keyof Value)[]).every((name) => one[name] === other[name])
}

/** A short run: the usual attack with few steps at four sizes, on a few images that suit the models. */
export function quickRun(
  attacks: readonly AttackDescription[],
  manifests: readonly Manifest[],
): Partial<EvaluationForm> | null {
  const attack = usualAttack('accuracy', attacks, 'linf')
  if (attack === null) return null
  const usual = usualEpsilons('linf', manifests)
  return {
    measure: 'accuracy',
    modelIds: null,
    attack: withSetting(attack, 'steps', QUICK_STEPS),
    epsilons: QUICK_PLACES.map((place) => usual[place] as Eps01),
    images: null,
    dataSet: { count: QUICK_IMAGES, seed: 1, split: 'usual' },
    flags: { images: QUICK_FLAG_IMAGES, steps: FLAG_BUDGET.steps },
  }
}

export const QUICK_STEPS = 5
/** Images of a data set; the gallery has fewer. */
export const QUICK_IMAGES = 96
/** Half a batch: enough to raise a flag for a fault that affects most images. */
export const QUICK_FLAG_IMAGES = 16
/** Indices among the usual sizes, each about twice the one before. */
const QUICK_PLACES = [1, 2, 4, 6] as const
