/** @file From the form to a reproducible plan. */

import type { EngineClient } from '../../client/engineClient'
import { NORM_IDS } from '../../engine/attacks/norms/descriptions'
import type { AttackChoice } from '../../engine/attacks/registry'
import { fitKey } from '../../engine/checkpoints/resizing'
import type { AttackDescription, FlagSettings } from '../../engine/evaluation/types'
import { galleryIdsFor } from '../../images/gallery'
import { largestEpsilon } from '../../numbers/epsilonSearch'
import { switchAttack, withEpsilon } from '../../store/attacks/attackChoices'
import { chosenSplit, isSameDataSet } from '../../store/data/dataSource'
import type { ImagesOfPlan } from '../../store/evaluation/evaluation'
import { isSourceAsSet } from '../../store/evaluation/evaluationChoices'
import { ascending, BLOCK_SIZE, changeSetting } from '../../store/evaluation/evaluationForm'
import {
  type EvaluationPlan,
  type Measure,
  measuredAttacks,
  type PlannedModel,
  type PlannedSource,
} from '../../store/evaluation/evaluationPlan'
import { formProblem } from '../../store/evaluation/evaluationProblem'
import { chosenModels, type SettledForm, settledForm } from '../../store/evaluation/evaluationSettled'
import { plannedModel } from '../../store/evaluation/plannedModel'
import { missingModelsProblem } from '../../store/plans/missingModels'
import type { AppState, ModelState } from '../../store/types'
import type { Eps01 } from '../../units'
import type { DataSource } from '../data/dataSource'
import { describedAttack } from './describedAttack'
import { plannedRanking } from './plannedRanking'

/** Throws one sentence if no run can be made from the form. */
export async function planEvaluation(
  { models: columns, evaluation }: AppState,
  client: EngineClient,
  dataSource: DataSource,
): Promise<EvaluationPlan> {
  const form = settledForm(evaluation.form, columns)
  const problem = missingModelsProblem(evaluation.missingModels) ?? formProblem(form)
  if (problem !== null) throw new Error(problem)
  const models = plannedModels(columns, form)
  const measure =
    form.measure === 'ranking'
      ? await plannedRanking(form, evaluation.attacks, models, client)
      : plannedMeasure(form, evaluation.attacks)
  if (measure.id === 'transfer') mustShareSide(models)
  for (const { id } of models) {
    for (const attack of measuredAttacks(measure)) {
      const wrong = await client.call('attackProblem', { modelId: id, attack }).result
      if (wrong !== null) throw new Error(wrong)
    }
  }
  const { source, indices, blockSize } = await plannedImages(form, models, client, dataSource)
  return {
    formatVersion: 3,
    measure,
    ...describedAttack(evaluation.attacks, measure),
    models,
    source,
    indices,
    blockSize,
    flags: plannedFlags(form, measure),
  }
}

/** Throws one sentence if none is chosen, or one is not loaded. */
export function plannedModels(columns: readonly ModelState[], form: SettledForm): PlannedModel[] {
  const chosen = chosenModels(columns, form)
  if (chosen.length === 0) throw new Error('No model is chosen; choose at least one of the columns.')
  return chosen.map((column) => {
    if (column.status !== 'ready') throw new Error(`The model "${column.id}" is not loaded yet; wait until it is.`)
    const { id, manifest } = column.model
    return plannedModel(id, manifest)
  })
}

/** The settings with the largest epsilon, so that the engine checks that one. */
function plannedMeasure(form: SettledForm, attacks: readonly AttackDescription[]): Measure {
  const { measure, attack, epsilons, search } = form
  const chosen = attack as AttackChoice
  if (measure === 'accuracy') {
    const sizes = ascending(epsilons)
    return { id: measure, attack: withEpsilon(chosen, sizes.at(-1) as Eps01), epsilons: sizes }
  }
  if (measure === 'minimalEpsilon') return { id: measure, attack: withEpsilon(chosen, largestEpsilon(search)), search }
  return measure === 'worstCase' ? plannedWorstCase(chosen, form, attacks) : { id: 'transfer', attack: chosen }
}

/** The attack in every norm that it has. Throws one sentence if that is one alone. */
function plannedWorstCase(
  chosen: AttackChoice,
  { worstEpsilons }: SettledForm,
  attacks: readonly AttackDescription[],
): Measure {
  const described = attacks.find(({ id }) => id === chosen.id)
  const inNorms = NORM_IDS.filter((norm) => described?.norms.includes(norm)).map((norm) => {
    const attack = norm === chosen.settings.norm ? chosen : switchAttack(attacks, chosen, chosen.id, norm)
    return changeSetting(withEpsilon(attack, worstEpsilons[norm]), 'seed', chosen.settings.seed)
  })
  const [attack, ...others] = inNorms
  if (attack === undefined || others.length === 0) {
    throw new Error(
      `${described?.name ?? chosen.id} works in one norm alone; choose an attack of several norms, such as PGD.`,
    )
  }
  return { id: 'worstCase', attack, others }
}

function mustShareSide(models: readonly PlannedModel[]): void {
  const sides = [...new Set(models.map(({ side }) => side))]
  const fits = new Set(models.map(({ side: size, resizing }) => fitKey({ size, resizing })))
  if (sides.length <= 1 && fits.size <= 1) return
  if (sides.length <= 1) {
    throw new Error(
      'The models crop or resize images in different ways, so that they cannot be shown to each other; choose models of one way.',
    )
  }
  const listed = sides.map((side) => `${side} × ${side}`).join(' and ')
  throw new Error(
    `The models take images of ${listed}, which cannot be shown to each other; choose models of one size.`,
  )
}

/** The epsilon for the checks: in the middle of the curve, where neither all images are robust nor none. */
function plannedFlags({ flags }: SettledForm, measure: Measure): FlagSettings | null {
  if (flags === null) return null
  const { norm, seed } = measure.attack.settings
  return { ...flags, norm, seed, epsilon: middleOf(measure) }
}

function middleOf(measure: Measure): Eps01 {
  if (measure.id === 'accuracy') return measure.epsilons[Math.floor(measure.epsilons.length / 2)] as Eps01
  // The second doubling: 8/255 if the search begins at its usual value.
  return 'search' in measure ? ((measure.search.start * 4) as Eps01) : measure.attack.settings.epsilon
}

/** Throws one sentence if there are none that all models know. */
export async function plannedImages(
  form: SettledForm,
  models: readonly PlannedModel[],
  client: EngineClient,
  dataSource: DataSource,
): Promise<{ source: PlannedSource } & Pick<EvaluationPlan, 'indices' | 'blockSize'>> {
  const { images, dataSet, planned } = form
  const { count, seed, split: wanted } = dataSet
  const classLists = models.map(({ classes }) => classes)
  if (images === 'gallery') {
    const ids = galleryIdsFor(classLists)
    if (ids.length === 0) {
      throw new Error('The gallery has no image of a class that all models know; choose models of one data set.')
    }
    return { source: { kind: 'gallery', ids }, indices: [...ids.keys()], blockSize: BLOCK_SIZE }
  }
  const { id, remembered } = await dataSource.chosen(images)
  const choice = { count, seed, split: chosenSplit(wanted, remembered.splits) }
  const exact =
    planned !== null &&
    isSourceAsSet(planned.source, form) &&
    isSameDataSet({ ...planned.source.dataSet, origin: remembered.origin }, remembered)
      ? planned
      : null
  const asked = { id, ...choice, classLists, ...(exact && { planned: exact.indices }) }
  const { indices, labels, perClass } = await client.call('dataSetSubset', asked).result
  mustHaveLabels(labels, exact)
  const source = { kind: 'dataSet', dataSet: remembered, choice, perClass, labels } as const
  return { source, indices, blockSize: exact?.blockSize ?? BLOCK_SIZE }
}

/** Throws one sentence if an image is of another class than the plan says, so that it is not the plan's image. */
function mustHaveLabels(labels: readonly number[], planned: ImagesOfPlan | null): void {
  const expected = planned?.source.labels
  const place = expected === undefined ? -1 : labels.findIndex((label, i) => label !== expected[i])
  if (planned === null || expected === undefined || place < 0) return
  const { name, classes } = planned.source.dataSet
  const [here, there] = [labels, expected].map((of) => classes[of[place] as number] ?? String(of[place]))
  throw new Error(
    `Image ${planned.indices[place]} of ${name} is of the class “${here}”, but of “${there}” in the plan; open the images with which the plan was made.`,
  )
}
