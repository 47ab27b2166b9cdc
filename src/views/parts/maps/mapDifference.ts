/** @file The difference of two maps of one size, as a map. */
import type { MapContent } from '../exports/content'
import { percentile99, signedColors } from './colorMaps'

/** The first minus the second, pixel by pixel and channel by channel; null where their shapes differ. */
export function mapDifference(first: MapContent, second: MapContent): MapContent | null {
  const { height, width, channels, unit } = first
  if (height !== second.height || width !== second.width || channels !== second.channels) return null
  const values = Float32Array.from({ length: height * width * channels }, (_, i) => {
    return (first.values[i] as number) - (second.values[i] as number)
  })
  const shown =
    channels === 3
      ? values
      : Float32Array.from({ length: 3 * values.length }, (_, i) => values[Math.floor(i / 3)] as number)
  return {
    title: `Difference, ${first.title.toLowerCase()}`,
    ...{ height, width, values, channels },
    ...(unit && { unit }),
    colors: signedColors(shown, percentile99(shown)),
  }
}
