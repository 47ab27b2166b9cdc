/** @file What is written in an address is read again: over random states, to the last digit. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textsIn, withTexts } from '../../app/address/addressTexts'
import { describeAttacks } from '../../engine/evaluation/describeAttacks'
import type { AttackDescription } from '../../engine/evaluation/types'
import { numberSettings } from '../../engine/settings/numberSettings'
import { describeTraining } from '../../engine/training/describeTraining'
import { galleryGroups } from '../../images/gallery'
import { FLAG_FIELDS, RANKING_FIELDS, SEARCH_FIELDS, SUBSET_FIELDS } from '../../plans/evaluationNumbers'
import { anyValueOf, anyValuesOf } from '../../testing/anySettings'
import type { Eps01 } from '../../units'
import { initialState } from '../appStore'
import { withSetting } from '../attacks/attackChoices'
import { initialAttack, interactiveAttacks } from '../attacks/attackForm'
import { fromShown, NORMS } from '../attacks/normUnits'
import { ownImageId } from '../compare/askedImage'
import { GRADIENT_SCALARS } from '../compare/gradientScalars'
import { lightboxFor } from '../compare/lightbox'
import { DEMANDED_MAPS } from '../compare/quantities'
import { chooseAttack, usualAttack } from '../evaluation/evaluationForm'
import { FIGURE_IDS } from '../figures/figureIds'
import { COSTLY_QUANTITIES, statisticsColumns } from '../statistics/statisticsColumns'
import { usualChoices } from '../training/trainingForm'
import { SWEEP_FIELDS, TRAINING_FIELDS } from '../training/trainingNumbers'
import type { AppState } from '../types'
import { readEpsilon, writeEpsilon } from './epsilonText'
import { readTexts, writeTexts } from './pageState'
import { addressParameters } from './registry'

const attacks = describeAttacks()
const offered = describeTraining()
const RUNS = ['fgsm-epochs', 'gradnorm-epochs']
const ZOO = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
const parameters = addressParameters({
  views: ['compare', 'evaluation'],
  dialogs: ['models'],
  rows: ['gradient'],
  models: ['a', 'b'],
})
const keys = parameters.map(({ key }) => key)

/** The page as it opens, once the engine runs. */
const opened: AppState = {
  ...initialState,
  zoo: ZOO.map((id) => ({ id, manifestUrl: '', weightsUrl: '', logUrl: null })),
  models: ['a', 'b'].map((id, color) => ({ id, color, status: 'loading', download: null })),
  askedImage: { id: null, label: undefined },
  evaluation: {
    ...initialState.evaluation,
    attacks,
    isRestored: true,
    form: { ...initialState.evaluation.form, attack: usualAttack('accuracy', attacks, 'linf') },
  },
  timeTravel: {
    ...initialState.timeTravel,
    offered: RUNS.map((id) => ({ id, name: id, runUrl: '', weightsUrls: {} })),
  },
  training: {
    ...initialState.training,
    offered,
    form: { ...initialState.training.form, ...usualChoices(initialState.training.form, offered) },
  },
}

const anyNumber = (setting: Parameters<typeof anyValueOf>[0]) => anyValueOf(setting) as fc.Arbitrary<number>

/** Any size, as a slider sets it, and as a calculation may leave it. */
const anyEpsilon = (norm: keyof typeof NORMS) => {
  const { max, step } = NORMS[norm].slider
  return fc.oneof(
    fc.integer({ min: 0, max: max / step }).map((steps) => fromShown(Number((steps * step).toFixed(2)), norm)),
    fc.double({ min: 0, max: 1, noNaN: true }).map((value) => (value + 0) as Eps01),
  )
}

const anyAttack = (all: readonly AttackDescription[]) =>
  fc
    .constantFrom(...all.flatMap((attack) => attack.norms.map((norm) => [attack, norm] as const)))
    .chain(([attack, norm]) =>
      fc.tuple(fc.constant([attack, norm] as const), anyEpsilon(norm), anyValuesOf(attack.settings)),
    )
    .map(([[attack, norm], epsilon, values]) => {
      const sized = withSetting(chooseAttack(attack, norm), 'epsilon', epsilon)
      return Object.entries(values).reduce((choice, [name, value]) => withSetting(choice, name, value), sized)
    })

const anyImage = fc.oneof(
  fc.constantFrom(...galleryGroups.flatMap(({ images }) => images.map(({ id }) => id))),
  fc.constant(ownImageId('0123456789abcdef'.repeat(4))),
)
const anyName = fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' })

const anyComparison = fc.record({
  asked: fc.record({ id: anyImage, label: fc.option(anyName) }),
  attack: fc.record({
    choice: anyAttack(interactiveAttacks(attacks)),
    target: fc.option(anyName),
    madeOn: fc.constantFrom('each' as const, 'first' as const),
  }),
  display: fc.record({
    gradientOf: fc.constantFrom(...GRADIENT_SCALARS.map(({ id }) => id)),
    gradientSign: fc.constantFrom('signed' as const, 'absolute' as const),
    gradientChannel: fc.constantFrom('rgb' as const, 'r' as const, 'g' as const, 'b' as const),
    gradientScale: fc.constantFrom('own' as const, 'shared' as const),
    maps: fc.shuffledSubarray([...DEMANDED_MAPS]),
  }),
})

const anyEvaluation = anyAttack(attacks).chain((attack) =>
  fc.record({
    attack: fc.constant(attack),
    measure: fc.constantFrom(
      'accuracy' as const,
      'minimalEpsilon' as const,
      'transfer' as const,
      'worstCase' as const,
      'ranking' as const,
    ),
    modelIds: fc.option(fc.subarray(ZOO, { minLength: 1, maxLength: 6 })),
    epsilons: fc.option(fc.array(anyEpsilon(attack.settings.norm), { minLength: 1, maxLength: 32 })),
    search: fc.record({
      start: anyEpsilon(attack.settings.norm),
      doublings: anyNumber(SEARCH_FIELDS.doublings),
      bisections: anyNumber(SEARCH_FIELDS.bisections),
    }),
    worstEpsilons: fc.option(fc.record({ linf: anyEpsilon('linf'), l2: anyEpsilon('l2'), l1: anyEpsilon('l1') })),
    ranking: fc.record({
      attacks: fc.option(
        fc.subarray(
          attacks.map(({ id }) => id),
          { minLength: 1 },
        ),
      ),
      budget: anyNumber(RANKING_FIELDS.budget),
    }),
    images: fc.option(fc.constantFrom('gallery' as const, 'builtIn' as const, 'files' as const, 'hub' as const)),
    dataSet: fc.record({
      count: anyNumber(SUBSET_FIELDS.count),
      seed: anyNumber(SUBSET_FIELDS.seed),
      split: fc.constantFrom('usual' as const, 'all' as const, 'test' as const),
    }),
    planned: fc.constant(null),
    flags: fc.option(fc.record({ images: anyNumber(FLAG_FIELDS.images), steps: anyNumber(FLAG_FIELDS.steps) })),
  }),
)

const anyChoice = (all: typeof offered.objectives | typeof offered.optimizers) =>
  fc
    .constantFrom(...all)
    .chain(({ id, defaults, settings }) =>
      anyValuesOf(settings).map((values) => ({ id, settings: { ...defaults, ...values } })),
    )

const F = TRAINING_FIELDS
const anyTraining = fc.record({
  modelId: fc.option(fc.constantFrom(...ZOO)),
  objective: anyChoice(offered.objectives),
  optimizer: anyChoice(offered.optimizers),
  learningRate: anyNumber(F.learningRate),
  warmupShare: anyNumber(F.warmupShare),
  steps: anyNumber(F.steps),
  rampSteps: anyNumber(F.rampSteps),
  batchSize: anyNumber(F.batchSize),
  microBatchSize: fc.option(anyNumber({ ...F.batchSize })),
  clipNorm: fc.option(anyNumber({ ...F.clipNorm, isNullable: false })),
  averageDecay: anyNumber(F.averageDecay),
  augmentation: fc.record({ flip: fc.boolean(), cropMargin: anyNumber(F.cropMargin) }),
  trained: fc.record({ lastStages: fc.constantFrom(null, 0, 1, 2), batchNormAffine: fc.boolean() }),
  activation: fc.option(fc.constantFrom(...offered.activations)),
  seed: anyNumber(F.seed),
  data: fc.record({
    from: fc.constantFrom('builtIn' as const, 'files' as const, 'hub' as const),
    trainImages: anyNumber(F.trainImages),
    heldOutImages: anyNumber(F.heldOutImages),
    seed: anyNumber(F.imagesSeed),
  }),
  attack: fc.record({
    epsilon255: anyNumber(F.epsilon255),
    stepSize255: anyNumber(F.stepSize255),
    steps: anyNumber(F.attackSteps),
  }),
  evaluateEvery: anyNumber(F.evaluateEvery),
  mapImages: anyNumber(F.mapImages),
  checkpointEvery: anyNumber(F.checkpointEvery),
  sweep: fc.record({
    lambdas: fc.array(anyNumber(SWEEP_FIELDS.lambda), { minLength: 1, maxLength: 24 }),
    steps: anyNumber(SWEEP_FIELDS.steps),
  }),
})

const anyNumberId = fc.constantFrom(...statisticsColumns({ quantities: COSTLY_QUANTITIES }).map(({ id }) => id))
const anyValue = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)
const anyTimeTravel = fc.record({
  runId: fc.option(fc.constantFrom(...RUNS)),
  epoch: fc.nat({ max: 1000 }),
  imageId: fc.option(fc.constantFrom(...galleryGroups.flatMap(({ images }) => images.map(({ id }) => id)))),
  attack: fc.constantFrom('fgsm' as const, 'pgd' as const),
  isBeside: fc.boolean(),
})

const anyStatistics = fc.record({
  form: fc.record({
    isAttacked: fc.boolean(),
    epsilon: fc.option(anyEpsilon('linf')),
    quantities: fc.shuffledSubarray([...COSTLY_QUANTITIES]),
  }),
  look: fc.record({
    number: anyNumberId,
    against: anyNumberId,
    ranges: fc.dictionary(anyNumberId, fc.tuple(anyValue, anyValue)),
    split: fc.constantFrom('models' as const, 'outcomes' as const),
    modelId: fc.option(fc.constantFrom(...ZOO)),
  }),
  askedJudge: fc.option(
    fc.record({ evaluationId: fc.uuid(), epsilon: fc.double({ min: Number.MIN_VALUE, max: 1, noNaN: true }) }),
  ),
})

const anyColumns = fc
  .shuffledSubarray(ZOO, { minLength: 1, maxLength: 6 })
  .map((ids): AppState['models'] => ids.map((id, color) => ({ id, color, status: 'loading', download: null })))

const anyState = fc
  .record({
    view: fc.constantFrom('compare', 'evaluation'),
    dialog: fc.option(fc.constant('models')),
    cardId: fc.option(fc.constantFrom(...ZOO)),
    isPresenting: fc.boolean(),
    paperFigure: fc.option(fc.constantFrom(...FIGURE_IDS)),
    foldedRows: fc.subarray(['gradient']),
    models: anyColumns,
    comparison: anyComparison,
    evaluation: anyEvaluation,
    training: anyTraining,
    statistics: anyStatistics,
    time: anyTimeTravel,
  })
  .map(
    ({ comparison: { asked, attack, display }, evaluation, training, statistics, time, ...page }): AppState => ({
      ...opened,
      ...page,
      ...{ askedImage: asked, attack, display },
      lightbox: page.isPresenting
        ? {
            ...lightboxFor(
              page.models.map(({ id }) => id),
              'gradient',
              page.models[0]?.id ?? '',
            ),
            mode: 'swipe',
          }
        : null,
      evaluation: { ...opened.evaluation, form: evaluation },
      training: { ...opened.training, form: training },
      statistics: { ...opened.statistics, ...statistics },
      timeTravel: { ...opened.timeTravel, look: time },
    }),
  )

/** What of a state the address carries; columns by their order. */
const carried = ({ models, evaluation, training, statistics, timeTravel, ...state }: AppState) => {
  const { view, dialog, cardId, isPresenting, foldedRows, lightbox, paperFigure, askedImage, attack, display } = state
  return {
    ...{ view, dialog, cardId, isPresenting, foldedRows, lightbox, paperFigure, askedImage, attack, display },
    models: models.map(({ id }) => id),
    evaluation: evaluation.form,
    training: training.form,
    statistics: [statistics.form, statistics.look, statistics.askedJudge],
    timeTravel: timeTravel.look,
  }
}

/** Through an address. */
const passOn = (state: AppState) =>
  readTexts(
    parameters,
    opened,
    textsIn(withTexts('http://localhost/?backend=wasm', writeTexts(parameters, state), keys)),
  )

describe('an address', () => {
  it('brings back any state of the page, to the last digit', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const { state: read, unknown, problems, pending } = passOn(state)
        expect([...unknown, ...problems]).toEqual([])
        expect(pending).toEqual({})
        expect(carried(read)).toEqual(carried(state))
      }),
      { numRuns: 60 },
    )
  })

  it('of a state as it is usual is empty', () => {
    expect(writeTexts(parameters, opened)).toEqual({})
    expect(carried(readTexts(parameters, opened, {}).state)).toEqual(carried(opened))
    expect(opened.attack).toEqual(initialAttack)
  })

  it('says what differs from the usual alone', () => {
    const choice = withSetting(withSetting(initialAttack.choice, 'epsilon', fromShown(4, 'linf')), 'steps', 20)
    const state = { ...opened, view: 'evaluation', attack: { ...initialAttack, choice } }
    expect(writeTexts(parameters, state)).toEqual({ view: 'evaluation', eps: '4', settings: 'steps:20' })
  })

  it.each(parameters)('names a $key that means nothing, and the rest holds', ({ key, write }) => {
    const text = '\u0000?'.repeat(200)
    const eps = key === 'eps' ? {} : { eps: '4' }
    const { state, unknown, problems } = readTexts(parameters, opened, { ...eps, [key]: text })
    expect([...unknown, ...problems]).toHaveLength(1)
    expect(write(state)).toBeNull()
    if (key !== 'eps') expect(state.attack.choice.settings.epsilon).toBe(4 / 255)
  })

  it('is read as far as the engine is known, and the rest of it later', () => {
    const texts = { eps: '2', view: 'evaluation', 'evaluation.measure': 'transfer', 'training.optimizer': 'sgd' }
    const { state, pending } = readTexts(parameters, { ...initialState, zoo: opened.zoo }, texts)
    expect(state.view).toBe('evaluation')
    expect(pending).toEqual({ eps: '2', 'evaluation.measure': 'transfer', 'training.optimizer': 'sgd' })
  })
})

describe('an epsilon', () => {
  it.each(['linf', 'l2', 'l1'] as const)('in %s is exact, and short where it was set by the slider', (norm) => {
    const { max, step } = NORMS[norm].slider
    for (let i = 0; i * step <= max; i++) {
      expect(writeEpsilon(fromShown(Number((i * step).toFixed(2)), norm), norm).length).toBeLessThanOrEqual(5)
    }
    fc.assert(
      fc.property(anyEpsilon(norm), (epsilon) => {
        expect(readEpsilon(writeEpsilon(epsilon, norm), norm)).toBe(epsilon)
      }),
    )
  })

  it.each(['', '-1', '256', 'NaN', '8/255', '0x8', '1e999', ' 8'])('“%s” is none', (text) => {
    expect(readEpsilon(text, 'linf')).toBeUndefined()
  })
})

it('numbers outside of their bounds are not read', () => {
  const { steps } = numberSettings({ steps: { label: 'Steps', min: 1, max: 10, usual: 5, isWhole: true } })
  expect([steps.min, steps.max]).toEqual([1, 10])
  for (const text of ['0', '100001', '2.5', 'many']) {
    const { unknown } = readTexts(parameters, opened, { 'training.steps': text })
    expect(unknown).toEqual([`training.steps “${text}”`])
  }
})
