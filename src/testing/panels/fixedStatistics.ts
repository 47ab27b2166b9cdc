/** @file Statistics of two models on 24 images: one has small gradients that follow edges, the other large ones that do not. */
import { FREE_QUANTITIES, statisticsNumbers } from '../../engine/quantities/statisticsNumbers'
import type { ImageStatistics } from '../../engine/statistics/types'
import { LOG_BIN_COUNT } from '../../numbers/logBins'
import { initialStatistics, type StatisticsRun, type StatisticsState } from '../../store/statistics/statistics'
import { eps255, toEps01 } from '../../units'
import { FIXED_ATTACK, FIXED_MODELS } from './fixedEvaluation'

const IMAGES = 24
const indices = Array.from({ length: IMAGES }, (_, index) => index)

/** In (0, 1), as if at random. */
const scattered = (index: number, turn: number): number => (((index + 1) * 0.6180339887 * turn) % 1) * 0.98 + 0.01

function found(l1: number, alignment: number, robustUpTo: number): ImageStatistics {
  const columns = FREE_QUANTITIES.flatMap(statisticsNumbers)
  const numbers = columns.map(({ id, scale }, place) => {
    const values = indices.map((index) =>
      scale === 'log'
        ? (l1 * (0.4 + scattered(index, place + 1))) / (place + 1)
        : alignment + 0.2 * scattered(index, 3),
    )
    return [id, values] as const
  })
  const bins = Array.from({ length: LOG_BIN_COUNT }, (_, bin) =>
    Math.round(40 * Math.exp(-((bin - LOG_BIN_COUNT / 2) ** 2) / 40)),
  )
  return {
    indices,
    labels: indices.map((index) => index % 10),
    predicted: indices.map((index) => (index % 6 === 0 ? (index + 1) % 10 : index % 10)),
    numbers: Object.fromEntries(numbers),
    outcomes: indices.map((index) => (index % 6 === 0 ? 'wrong' : index < robustUpTo ? 'robust' : 'fooled')),
    channelBins: [bins, bins, bins],
  }
}

export const fixedStatisticsRun: StatisticsRun = {
  id: 'statistics',
  plan: {
    formatVersion: 1,
    models: FIXED_MODELS.map(({ id, name }) => ({ id, name, sha256: '', side: 32, classes: [] })),
    source: { kind: 'gallery', ids: indices.map((index) => `image ${index}`) },
    indices,
    blockSize: IMAGES,
    epsilon: toEps01(eps255(8)),
    attack: FIXED_ATTACK,
    quantities: [],
  },
  status: 'done',
  message: null,
  needsData: false,
  progress: { done: 2, total: 2, share: 0 },
  activeMs: 1000,
  startedAt: '2026-01-01T00:00:00.000Z',
  environments: [],
  records: [
    { block: 0, modelId: 'natural', environment: 0, found: found(320, 0.05, 2) },
    { block: 0, modelId: 'robust', environment: 0, found: found(14, 0.4, 18) },
  ],
}

export const fixedStatistics: StatisticsState = { ...initialStatistics, run: fixedStatisticsRun }
