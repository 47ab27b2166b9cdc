/** @file A pixel's values as texts. */
import type { MapContent } from '../exports/content'

type Values = Pick<MapContent, 'values' | 'channels' | 'unit'>

/** float32 has seven digits that can be trusted. */
const DIGITS = 7

/** All digits of each channel of a pixel, images in /255. @param index of the pixel, row by row */
export function exactTexts({ values, channels, unit }: Values, index: number): readonly string[] {
  const scale = unit === '/255' ? 255 : 1
  return Array.from({ length: channels }, (_, channel) => {
    const value = (values[channels * index + channel] ?? Number.NaN) * scale
    return String(Number(value.toPrecision(DIGITS))).replaceAll('-', '−')
  })
}
