/** @file The settings of an evaluation. */
import { NORM_IDS, type NormId } from '../../../engine/attacks/norms/descriptions'
import type { AttackId } from '../../../engine/attacks/registry'
import type { NumberSetting } from '../../../engine/settings/numberSettings'
import {
  EPSILON_COUNT,
  FLAG_FIELDS,
  RANKING_FIELDS,
  SEARCH_FIELDS,
  SUBSET_FIELDS,
} from '../../../plans/evaluationNumbers'
import type { Eps01 } from '../../../units'
import type { EvaluationForm } from '../../evaluation/evaluation'
import { changeAttack } from '../../evaluation/evaluationChoices'
import { chooseAttack, initialEvaluation, usualAttack, usualSearch } from '../../evaluation/evaluationForm'
import { CHOICE_LIMITS } from '../../models/modelChoice'
import type { AppState } from '../../types'
import { readEpsilon, writeEpsilon } from '../epsilonText'
import { type AddressParameter, defineParameter, KEPT, type TextForm } from '../parameter'
import { commaList, exactNumber, oneOf, orNone } from '../texts'
import { attackParameters, sameFor } from './attack'
import { hubParameter } from './hubData'
import { isMadeHere } from './models'

/** More than there are attacks. */
const MAX_RANKED = 32

const formIn = ({ evaluation }: AppState): EvaluationForm => evaluation.form

const withForm = (state: AppState, change: Partial<EvaluationForm>): AppState => ({
  ...state,
  evaluation: { ...state.evaluation, form: { ...formIn(state), ...change }, problem: null },
})

const normIn = (state: AppState): NormId => formIn(state).attack?.settings.norm ?? 'linf'
/** What a kept run had set comes before what the address says. */
const isFormThere = ({ evaluation }: AppState): boolean => evaluation.isRestored && evaluation.attacks.length > 0

const epsilon: TextForm<Eps01> = {
  write: (value, state) => writeEpsilon(value, normIn(state)),
  read: (text, state) => readEpsilon(text, normIn(state)),
}

interface FormParameter<Value> {
  readonly key: string
  readonly text: TextForm<Value>
  readonly current: (form: EvaluationForm, state: AppState) => Value
  readonly change: (value: Value, form: EvaluationForm) => Partial<EvaluationForm>
  readonly usual?: (state: AppState) => Value
}

/** Its usual value is that of the form when the page opens. */
const formParameter = <Value>({ key, text, current, change, usual }: FormParameter<Value>): AddressParameter =>
  defineParameter<Value>({
    key: `evaluation.${key}`,
    history: KEPT,
    text,
    current: (state) => current(formIn(state), state),
    usual: usual ?? ((state) => current(initialEvaluation.form, state)),
    withValue: (state, value) => withForm(state, change(value, formIn(state))),
    isKnown: isFormThere,
  })

const searchNumber = (key: 'doublings' | 'bisections', setting: NumberSetting): AddressParameter =>
  formParameter({
    key,
    text: exactNumber(setting),
    current: ({ search }) => search[key],
    change: (value, { search }) => ({ search: { ...search, [key]: value } }),
  })

const subsetNumber = (key: 'count' | 'seed', name: string, setting: NumberSetting): AddressParameter =>
  formParameter({
    key: name,
    text: exactNumber(setting),
    current: ({ dataSet }) => dataSet[key],
    change: (value, { dataSet }) => ({ dataSet: { ...dataSet, [key]: value } }),
  })

type Flags = NonNullable<EvaluationForm['flags']>

/** Images and steps that the red flags are checked with, as "32,5". */
const flagsText: TextForm<Flags> = {
  write: ({ images, steps }) => `${images},${steps}`,
  read(text, state) {
    const [images = '', steps = '', ...rest] = text.split(',')
    const flags = {
      images: exactNumber(FLAG_FIELDS.images).read(images, state),
      steps: exactNumber(FLAG_FIELDS.steps).read(steps, state),
    }
    const isWhole = flags.images !== undefined && flags.steps !== undefined && rest.length === 0
    return isWhole ? (flags as Flags) : undefined
  },
}

/** The epsilons of the worst case, in the order of norms, as "8,0.5,12". */
const worstText: TextForm<Readonly<Record<NormId, Eps01>>> = {
  write: (sizes) => NORM_IDS.map((norm) => writeEpsilon(sizes[norm], norm)).join(','),
  read(text) {
    const texts = text.split(',')
    const sizes = NORM_IDS.map((norm, place) => readEpsilon(texts[place] ?? '', norm))
    if (texts.length !== NORM_IDS.length || sizes.some((size) => size === undefined)) return undefined
    return Object.fromEntries(NORM_IDS.map((norm, place) => [norm, sizes[place]])) as Record<NormId, Eps01>
  },
}

export const evaluationParameters: readonly AddressParameter[] = [
  formParameter({
    key: 'measure',
    text: oneOf(['accuracy', 'minimalEpsilon', 'transfer', 'worstCase', 'ranking']),
    current: ({ measure }) => measure,
    change: (measure) => ({ measure }),
  }),
  ...attackParameters({
    prefix: 'evaluation.',
    choiceIn: (state) => formIn(state).attack,
    withChoice: (state, attack) => withForm(state, changeAttack(formIn(state), attack)),
    offered: (state) => (isFormThere(state) ? state.evaluation.attacks : []),
    usualId: 'pgd',
    fresh(state, description, norm) {
      const usual = usualAttack(formIn(state).measure, [description], norm)
      return usual ?? chooseAttack(description, norm)
    },
    history: sameFor(KEPT),
  }),
  formParameter<readonly Eps01[] | null>({
    key: 'epsilons',
    text: orNone(commaList(epsilon, EPSILON_COUNT.max)),
    current: ({ epsilons }) => epsilons,
    change: (epsilons) => ({ epsilons }),
  }),
  formParameter({
    key: 'searchFrom',
    text: epsilon,
    current: ({ search }) => search.start as Eps01,
    change: (start, { search }) => ({ search: { ...search, start } }),
    usual: (state) => usualSearch(normIn(state)).start as Eps01,
  }),
  formParameter<Readonly<Record<NormId, Eps01>> | null>({
    key: 'worstCase',
    text: orNone(worstText),
    current: ({ worstEpsilons }) => worstEpsilons,
    change: (worstEpsilons) => ({ worstEpsilons }),
  }),
  formParameter<readonly AttackId[] | null>({
    key: 'ranked',
    text: orNone(
      commaList(
        { write: (id) => id, read: (text, state) => state.evaluation.attacks.find(({ id }) => id === text)?.id },
        MAX_RANKED,
      ),
    ),
    current: ({ ranking }) => ranking.attacks,
    change: (attacks, { ranking }) => ({ ranking: { ...ranking, attacks } }),
  }),
  formParameter({
    key: 'budget',
    text: exactNumber(RANKING_FIELDS.budget),
    current: ({ ranking }) => ranking.budget,
    change: (budget, { ranking }) => ({ ranking: { ...ranking, budget } }),
  }),
  searchNumber('doublings', SEARCH_FIELDS.doublings),
  searchNumber('bisections', SEARCH_FIELDS.bisections),
  formParameter<readonly string[] | null>({
    key: 'models',
    text: orNone(
      commaList(
        { write: (id) => id, read: (text, { zoo }) => zoo.find(({ id }) => id === text)?.id },
        CHOICE_LIMITS.max,
      ),
    ),
    current: ({ modelIds }, state) => modelIds?.filter((id) => !isMadeHere(state, id)) ?? null,
    change: (modelIds) => ({ modelIds }),
  }),
  formParameter({
    key: 'images',
    text: orNone(oneOf(['gallery', 'builtIn', 'files', 'hub'])),
    current: ({ images }) => images,
    change: (images) => ({ images }),
  }),
  hubParameter({
    key: 'evaluation.hub',
    dataIn: ({ evaluation }) => evaluation.dataSet,
    withData: (state, dataSet) => ({ ...state, evaluation: { ...state.evaluation, dataSet } }),
  }),
  subsetNumber('count', 'imageCount', SUBSET_FIELDS.count),
  subsetNumber('seed', 'imageSeed', SUBSET_FIELDS.seed),
  formParameter({
    key: 'split',
    text: oneOf(['usual', 'all', 'train', 'validation', 'test']),
    current: ({ dataSet }) => dataSet.split,
    change: (split, { dataSet }) => ({ dataSet: { ...dataSet, split } }),
  }),
  formParameter<Flags | null>({
    key: 'flags',
    text: orNone(flagsText),
    current: ({ flags }) => flags,
    change: (flags) => ({ flags }),
  }),
]
