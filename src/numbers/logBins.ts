/** @file Bins on a log axis that are the same for every model and image, so that counts can be added up. */

const LOWEST_DECADE = -9
const PER_DECADE = 10
const DECADES = 15

export const LOG_BIN_COUNT = PER_DECADE * DECADES

/** Lower end of a bin; that of the bin after the last is the upper end of the axis. */
export const logBinStart = (bin: number): number => 10 ** (LOWEST_DECADE + bin / PER_DECADE)

/** The bin of a value. What lies beyond either end, such as 0, is in the bin at that end. */
export function logBinOf(value: number): number {
  const place = Math.floor((Math.log10(value) - LOWEST_DECADE) * PER_DECADE)
  return Number.isFinite(place) ? Math.min(LOG_BIN_COUNT - 1, Math.max(0, place)) : value > 0 ? LOG_BIN_COUNT - 1 : 0
}
