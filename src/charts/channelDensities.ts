/** @file How |∇L| is distributed over pixels in each channel: one chart a channel, all with the same axes (Fig. 7 of the paper). */
import { LOG_BIN_COUNT, logBinStart } from '../numbers/logBins'
import type { Chart, Point } from './frame/chart'
import { fromZero } from './frame/domains'
import { area } from './marks/area'
import { line } from './marks/line'

export interface ChannelCounts {
  readonly id: string
  readonly name: string
  readonly ink: string
  /** Counts a bin (see numbers/logBins.ts) for red, green and blue. */
  readonly bins: readonly (readonly number[])[]
}

const CHANNELS = ['Red', 'Green', 'Blue']
/** What is beyond this share of all values on either side is cut off. */
const CUT = 0.01

export function channelDensities(models: readonly ChannelCounts[]): Chart[] {
  const all = models.flatMap(({ bins }) => bins)
  const domain = domainOf(all)
  const perChannel = CHANNELS.map((_, channel) =>
    models.map((model) => ({ model, points: densityOf(model.bins[channel] ?? [], domain) })),
  )
  const heights = perChannel.flat().flatMap(({ points }) => points.map(({ y }) => y))
  return CHANNELS.map((name, channel) => ({
    title: `${name} channel`,
    x: { kind: 'log', label: '|∇L| of a pixel', domain },
    y: { kind: 'linear', label: '', domain: fromZero(heights), ticks: { count: 3 } },
    isCompact: true,
    series: (perChannel[channel] ?? []).map(({ model, points }) => ({
      id: model.id,
      name: model.name,
      ink: model.ink,
      points,
      behind: [area(points)],
      marks: [line(points)],
    })),
  }))
}

/** Whole decades around nearly all values. */
function domainOf(all: readonly (readonly number[])[]): readonly [number, number] {
  const sums = Array.from({ length: LOG_BIN_COUNT }, (_, bin) => all.reduce((sum, bins) => sum + (bins[bin] ?? 0), 0))
  // Zeros, as of pixels that a model does not see, are in the first.
  sums[0] = 0
  const total = sums.reduce((sum, each) => sum + each, 0)
  if (total === 0) return [1e-3, 1]
  let [low, high, passed] = [0, LOG_BIN_COUNT - 1, 0]
  for (const [bin, count] of sums.entries()) {
    if (passed < CUT * total) low = bin
    if (passed < (1 - CUT) * total) high = bin + 1
    passed += count
  }
  const decade = (bin: number, round: (place: number) => number) => 10 ** round(Math.log10(logBinStart(bin)) + 1e-9)
  return [decade(low, Math.floor), decade(high, Math.ceil)]
}

/** Per decade; a running mean over three bins takes off what the bins' borders add. */
function densityOf(bins: readonly number[], [low, high]: readonly [number, number]): Point[] {
  const total = bins.reduce((sum, count) => sum + count, 0)
  const perDecade = 1 / Math.log10(logBinStart(1) / logBinStart(0))
  const points: Point[] = []
  for (let bin = 1; bin < LOG_BIN_COUNT - 1; bin++) {
    const x = Math.sqrt(logBinStart(bin) * logBinStart(bin + 1))
    if (x < low || x > high) continue
    // Zeros are in the first bin, and have no place on the axis.
    const mean = ((bin === 1 ? 0 : (bins[bin - 1] ?? 0)) + (bins[bin] ?? 0) + (bins[bin + 1] ?? 0)) / 3
    points.push({ x, y: total === 0 ? 0 : (mean * perDecade) / total })
  }
  return points
}
