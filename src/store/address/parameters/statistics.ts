/** @file The settings of statistics over many images, and what of them is looked at. */
import type { QuantityId } from '../../../engine/quantities/registry'
import type { Eps01 } from '../../../units'
import {
  type AskedJudge,
  initialStatistics,
  type StatisticsForm,
  type StatisticsLook,
  type ValueRange,
} from '../../statistics/statistics'
import { COSTLY_QUANTITIES, statisticsColumns } from '../../statistics/statisticsColumns'
import type { AppState } from '../../types'
import { readEpsilon, writeEpsilon } from '../epsilonText'
import { type AddressParameter, defineParameter, KEPT, type TextForm } from '../parameter'
import { commaList, oneOf, onOff, orNone, readNumberText } from '../texts'
import { isMadeHere } from './models'

const withForm = (state: AppState, change: Partial<StatisticsForm>): AppState => {
  const { statistics } = state
  return { ...state, statistics: { ...statistics, form: { ...statistics.form, ...change }, problem: null } }
}

const withLook = (state: AppState, change: Partial<StatisticsLook>): AppState => {
  const { statistics } = state
  return { ...state, statistics: { ...statistics, look: { ...statistics.look, ...change } } }
}

const COLUMNS = statisticsColumns({ quantities: COSTLY_QUANTITIES }).map(({ id }) => id)

const BETWEEN = '~'

/** Both ends of each range by its number, as "l1:0.5~3,alignment:0~1". */
const rangesText: TextForm<StatisticsLook['ranges']> = {
  write: (ranges) =>
    Object.entries(ranges)
      .map(([id, [low, high]]) => `${id}:${low}${BETWEEN}${high}`)
      .join(','),
  read(text) {
    const ranges = text.split(',', COLUMNS.length + 1).map((part): [string, ValueRange] | undefined => {
      const [id = '', values = ''] = part.split(':', 2)
      const [low, high] = values.split(BETWEEN, 2).map(readNumberText)
      return COLUMNS.includes(id) && low !== undefined && high !== undefined ? [id, [low, high]] : undefined
    })
    return ranges.every((range) => range !== undefined) ? Object.fromEntries(ranges) : undefined
  },
}

const EVALUATION_ID = /^[\w-]{1,64}$/

/** The id of an evaluation that the browser keeps, and the epsilon on pixels in [0, 1], as "4c1f…,0.03". */
const judgeText: TextForm<AskedJudge> = {
  write: ({ evaluationId, epsilon }) => `${evaluationId},${epsilon}`,
  read(text) {
    const [evaluationId = '', size = '', ...rest] = text.split(',', 3)
    const epsilon = readNumberText(size)
    const isJudge = EVALUATION_ID.test(evaluationId) && epsilon !== undefined && epsilon > 0 && rest.length === 0
    return isJudge ? { evaluationId, epsilon } : undefined
  },
}

const judgeIn = ({ statistics: { judge, askedJudge } }: AppState): AskedJudge | null =>
  askedJudge ?? (judge && { evaluationId: judge.evaluation.id, epsilon: judge.epsilon })

const epsilonOfLinf: TextForm<Eps01> = {
  write: (epsilon) => writeEpsilon(epsilon, 'linf'),
  read: (text) => readEpsilon(text, 'linf'),
}

const columnParameter = (name: 'number' | 'against'): AddressParameter =>
  defineParameter<string>({
    key: `statistics.${name}`,
    history: KEPT,
    text: oneOf(COLUMNS),
    current: ({ statistics }) => statistics.look[name],
    usual: () => initialStatistics.look[name],
    withValue: (state, id) => withLook(state, { [name]: id }),
  })

export const statisticsParameters: readonly AddressParameter[] = [
  defineParameter<boolean>({
    key: 'statistics.attacked',
    history: KEPT,
    text: onOff,
    current: ({ statistics }) => statistics.form.isAttacked,
    usual: () => initialStatistics.form.isAttacked,
    withValue: (state, isAttacked) => withForm(state, { isAttacked }),
  }),
  defineParameter<Eps01 | null>({
    key: 'statistics.eps',
    history: KEPT,
    text: orNone(epsilonOfLinf),
    current: ({ statistics }) => statistics.form.epsilon,
    usual: () => initialStatistics.form.epsilon,
    withValue: (state, epsilon) => withForm(state, { epsilon }),
  }),
  defineParameter<readonly QuantityId[]>({
    key: 'statistics.quantities',
    history: KEPT,
    text: commaList(oneOf(COSTLY_QUANTITIES), COSTLY_QUANTITIES.length),
    current: ({ statistics }) => statistics.form.quantities,
    usual: () => initialStatistics.form.quantities,
    withValue: (state, quantities) => withForm(state, { quantities }),
  }),
  columnParameter('number'),
  columnParameter('against'),
  defineParameter({
    key: 'statistics.split',
    history: KEPT,
    text: oneOf(['models', 'outcomes']),
    current: ({ statistics }) => statistics.look.split,
    usual: () => initialStatistics.look.split,
    withValue: (state, split) => withLook(state, { split }),
  }),
  defineParameter<AskedJudge | null>({
    key: 'statistics.splitBy',
    history: KEPT,
    text: orNone(judgeText),
    current: judgeIn,
    usual: () => null,
    withValue(state, askedJudge) {
      const { statistics } = state
      const isThere = JSON.stringify(judgeIn(state)) === JSON.stringify(askedJudge)
      return isThere ? state : { ...state, statistics: { ...statistics, askedJudge, judge: null } }
    },
  }),
  defineParameter<string | null>({
    key: 'statistics.model',
    history: KEPT,
    text: orNone({ write: (id) => id, read: (text, { zoo }) => zoo.find(({ id }) => id === text)?.id }),
    current: (state) => {
      const { modelId } = state.statistics.look
      return modelId !== null && isMadeHere(state, modelId) ? null : modelId
    },
    usual: () => initialStatistics.look.modelId,
    withValue: (state, modelId) => withLook(state, { modelId }),
  }),
  defineParameter<StatisticsLook['ranges']>({
    key: 'statistics.selected',
    history: KEPT,
    text: rangesText,
    current: ({ statistics }) => statistics.look.ranges,
    usual: () => initialStatistics.look.ranges,
    withValue: (state, ranges) => withLook(state, { ranges }),
  }),
]
