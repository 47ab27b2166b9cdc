import { LOG_BIN_COUNT } from '../../numbers/logBins'
import type { StatisticsRecord } from './statistics'

/** A model's counts a bin over all images that it has measured, for red, green and blue. */
export function channelBinsOf(records: readonly StatisticsRecord[], id: string): readonly (readonly number[])[] {
  const sums = [0, 1, 2].map(() => new Array<number>(LOG_BIN_COUNT).fill(0))
  for (const { modelId, found } of records) {
    if (modelId !== id) continue
    for (const [channel, bins] of found.channelBins.entries()) {
      const own = sums[channel] as number[]
      for (const [bin, count] of bins.entries()) own[bin] = (own[bin] as number) + count
    }
  }
  return sums
}
