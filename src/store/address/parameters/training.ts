/** @file The settings of a training and of a sweep. */
import type { NumberSetting } from '../../../engine/settings/numberSettings'
import type { OptimizerDescription } from '../../../engine/training/types'
import type { SettingsChoice, TrainingForm } from '../../training/training'
import { initialTraining, usualChoices, withValue } from '../../training/trainingForm'
import { SWEEP_FIELDS, TRAINED_STAGES, TRAINING_FIELDS } from '../../training/trainingNumbers'
import type { AppState } from '../../types'
import { type AddressParameter, defineParameter, KEPT, type TextForm } from '../parameter'
import { readSettingsText, type Settable, settingsText } from '../settingsText'
import { commaList, exactNumber, oneOf, onOff, orNone } from '../texts'
import { hubParameter } from './hubData'
import { isMadeHere } from './models'

const formIn = ({ training }: AppState): TrainingForm => training.form

const withForm = (state: AppState, change: Partial<TrainingForm>): AppState => ({
  ...state,
  training: { ...state.training, form: { ...formIn(state), ...change }, problem: null },
})

const isOffered = ({ training }: AppState): boolean => training.offered !== null

interface FormParameter<Value> {
  readonly key: string
  readonly text: TextForm<Value>
  readonly current: (form: TrainingForm, state: AppState) => Value
  readonly change: (value: Value, form: TrainingForm) => Partial<TrainingForm>
  readonly isKnown?: (state: AppState) => boolean
}

/** Its usual value is that of the form when the page opens. */
const formParameter = <Value>({ key, text, current, change, isKnown }: FormParameter<Value>): AddressParameter =>
  defineParameter<Value>({
    key: `training.${key}`,
    history: KEPT,
    text,
    current: (state) => current(formIn(state), state),
    usual: (state) => current(initialTraining.form, state),
    withValue: (state, value) => withForm(state, change(value, formIn(state))),
    ...(isKnown && { isKnown }),
  })

const numbers = <
  Name extends
    | 'learningRate'
    | 'warmupShare'
    | 'steps'
    | 'rampSteps'
    | 'batchSize'
    | 'averageDecay'
    | 'seed'
    | 'evaluateEvery'
    | 'mapImages'
    | 'checkpointEvery',
>(
  ...names: readonly Name[]
): AddressParameter[] =>
  names.map((name) =>
    formParameter<number>({
      key: name,
      text: exactNumber(TRAINING_FIELDS[name]),
      current: (form) => form[name],
      change: (value) => ({ [name]: value }),
    }),
  )

/** A number inside of one of the form's groups. */
const inner = <Group extends 'data' | 'attack' | 'augmentation', Name extends keyof TrainingForm[Group] & string>(
  group: Group,
  name: Name,
  key: string,
  setting: NumberSetting,
): AddressParameter =>
  formParameter<number>({
    key,
    text: exactNumber(setting),
    current: (form) => form[group][name] as number,
    change: (value, form) => ({ [group]: { ...form[group], [name]: value } }),
  })

const ofGroup: Settable<SettingsChoice>['current'] = ({ settings }, name) => settings[name]

/** The objective or the optimiser, and its settings. */
function choiceParameters(name: 'objective' | 'optimizer', all: 'objectives' | 'optimizers'): AddressParameter[] {
  const offered = ({ training }: AppState): readonly OptimizerDescription[] => training.offered?.[all] ?? []
  const find = (state: AppState, wanted: string) => offered(state).find(({ id }) => id === wanted)
  const chosen = (state: AppState) => formIn(state)[name] as SettingsChoice
  const usualOf = (state: AppState) =>
    (state.training.offered && usualChoices(initialTraining.form, state.training.offered)[name]) || chosen(state)
  const fresh = (state: AppState, id: string): SettingsChoice => {
    const usual = usualOf(state)
    return usual.id === id ? usual : { id, settings: find(state, id)?.defaults ?? {} }
  }
  const settable = (state: AppState): Settable<SettingsChoice> => ({
    described: find(state, chosen(state).id)?.settings ?? [],
    current: ofGroup,
    withSetting: withValue,
  })
  const isKnown = (state: AppState) => isOffered(state) && formIn(state)[name] !== null
  const parameter = (key: string, text: TextForm<SettingsChoice>, usual: (state: AppState) => SettingsChoice) =>
    defineParameter<SettingsChoice>({
      ...{ key: `training.${key}`, history: KEPT, text, usual, isKnown, current: chosen },
      withValue: (state, choice) => withForm(state, { [name]: choice }),
    })
  return [
    parameter(
      name,
      {
        write: ({ id }) => id,
        read: (text, state) => (find(state, text) === undefined ? undefined : fresh(state, text)),
      },
      usualOf,
    ),
    parameter(
      `${name}Settings`,
      {
        write: (choice, state) => settingsText(settable(state), choice, fresh(state, choice.id)),
        read: (text, state) => readSettingsText(settable(state), text, fresh(state, chosen(state).id)),
      },
      (state) => fresh(state, chosen(state).id),
    ),
  ]
}

const flags = { clipNorm: TRAINING_FIELDS.clipNorm, microBatchSize: TRAINING_FIELDS.microBatchSize } as const

const numbersOrNone = (...names: readonly (keyof typeof flags)[]): AddressParameter[] =>
  names.map((name) =>
    formParameter<number | null>({
      key: name,
      text: orNone(exactNumber(flags[name])),
      current: (form) => form[name],
      change: (value) => ({ [name]: value }),
    }),
  )

const STAGES = TRAINED_STAGES.map(({ lastStages }) => String(lastStages))

export const trainingParameters: readonly AddressParameter[] = [
  formParameter<string | null>({
    key: 'model',
    text: orNone({ write: (id) => id, read: (text, { zoo }) => zoo.find(({ id }) => id === text)?.id }),
    current: ({ modelId }, state) => (modelId !== null && isMadeHere(state, modelId) ? null : modelId),
    change: (modelId) => ({ modelId }),
  }),
  ...choiceParameters('objective', 'objectives'),
  ...choiceParameters('optimizer', 'optimizers'),
  ...numbers('steps', 'learningRate', 'warmupShare', 'rampSteps', 'batchSize', 'averageDecay', 'seed'),
  ...numbersOrNone('clipNorm', 'microBatchSize'),
  formParameter({
    key: 'flip',
    text: onOff,
    current: ({ augmentation }) => augmentation.flip,
    change: (flip, { augmentation }) => ({ augmentation: { ...augmentation, flip } }),
  }),
  inner('augmentation', 'cropMargin', 'cropMargin', TRAINING_FIELDS.cropMargin),
  formParameter({
    key: 'lastStages',
    text: oneOf(STAGES),
    current: ({ trained }) => String(trained.lastStages),
    change: (text, { trained }) => ({ trained: { ...trained, lastStages: text === 'null' ? null : Number(text) } }),
  }),
  formParameter({
    key: 'batchNorm',
    text: onOff,
    current: ({ trained }) => trained.batchNormAffine,
    change: (batchNormAffine, { trained }) => ({ trained: { ...trained, batchNormAffine } }),
  }),
  formParameter<string | null>({
    key: 'activation',
    text: orNone({
      write: (name) => name,
      read: (text, { training }) => training.offered?.activations.find((name) => name === text),
    }),
    current: ({ activation }) => activation,
    change: (activation) => ({ activation }),
    isKnown: isOffered,
  }),
  formParameter({
    key: 'images',
    text: oneOf(['builtIn', 'files', 'hub']),
    current: ({ data }) => data.from,
    change: (from, { data }) => ({ data: { ...data, from } }),
  }),
  hubParameter({
    key: 'training.hub',
    dataIn: ({ training }) => training.data,
    withData: (state, data) => ({ ...state, training: { ...state.training, data } }),
  }),
  inner('data', 'trainImages', 'trainImages', TRAINING_FIELDS.trainImages),
  inner('data', 'heldOutImages', 'heldOutImages', TRAINING_FIELDS.heldOutImages),
  inner('data', 'seed', 'imageSeed', TRAINING_FIELDS.imagesSeed),
  inner('attack', 'epsilon255', 'eps', TRAINING_FIELDS.epsilon255),
  inner('attack', 'stepSize255', 'stepSize', TRAINING_FIELDS.stepSize255),
  inner('attack', 'steps', 'attackSteps', TRAINING_FIELDS.attackSteps),
  ...numbers('evaluateEvery', 'mapImages', 'checkpointEvery'),
  formParameter<readonly number[]>({
    key: 'lambdas',
    text: commaList(exactNumber(SWEEP_FIELDS.lambda), SWEEP_FIELDS.lambdas.max),
    current: ({ sweep }) => sweep.lambdas,
    change: (lambdas, { sweep }) => ({ sweep: { ...sweep, lambdas } }),
  }),
  formParameter({
    key: 'sweepSteps',
    text: exactNumber(SWEEP_FIELDS.steps),
    current: ({ sweep }) => sweep.steps,
    change: (steps, { sweep }) => ({ sweep: { ...sweep, steps } }),
  }),
]
