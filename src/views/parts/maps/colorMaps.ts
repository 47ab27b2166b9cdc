/** @file The RGBA bytes of images and maps. */
import { interpolateInferno, quantile, rgb } from 'd3'
import type { DisplayForm } from '../../../store/types'

/** RGBA, row by row. */
export type Rgba = Uint8ClampedArray<ArrayBuffer>

const INFERNO = Array.from({ length: 256 }, (_, i) => rgb(interpolateInferno(i / 255)))

/** Cached, because the store asks at every change; maps are never modified in place. */
const scales = new WeakMap<Float32Array, number>()

/** The 99th percentile of |v|, by which signed maps are scaled (the paper's code does the same). */
export function percentile99(values: Float32Array): number {
  const known = scales.get(values)
  if (known !== undefined) return known
  const scale = quantile(values.map(Math.abs), 0.99) ?? 0
  scales.set(values, scale)
  return scale
}

/** An image's own colours. */
export function imageColors(pixels: Float32Array): Rgba {
  return fromChannels(pixels, (value) => value)
}

/** 0.5 + 0.5 v / scale: zero is mid-grey. */
export function signedColors(values: Float32Array, scale: number): Rgba {
  return fromChannels(values, (value) => 0.5 + (0.5 * value) / (scale || 1))
}

/** A signed (height, width, 3) map, drawn with the display settings. */
export function gradientColors(values: Float32Array, scale: number, form: DisplayForm): Rgba {
  const shown = form.gradientChannel === 'rgb' ? values : repeatChannel(values, 'rgb'.indexOf(form.gradientChannel))
  if (form.gradientSign === 'signed') return signedColors(shown, scale)
  return fromChannels(shown, (value) => Math.abs(value) / (scale || 1))
}

/** A (height, width) map on a logarithmic scale from `low` (dark) to `high` (bright), in perceptually uniform colours. */
export function logColors(values: ArrayLike<number>, low: number, high: number): Rgba {
  const colors: Rgba = new Uint8ClampedArray(4 * values.length)
  const span = Math.log(high) - Math.log(low) || 1
  for (let i = 0; i < values.length; i++) {
    const share = (Math.log(Math.max(values[i] as number, low)) - Math.log(low)) / span
    const color = INFERNO[Math.round(255 * Math.min(1, Math.max(0, share)))]
    if (color) colors.set([color.r, color.g, color.b, 255], 4 * i)
  }
  return colors
}

function fromChannels(values: Float32Array, toShare: (value: number) => number): Rgba {
  const colors: Rgba = new Uint8ClampedArray((4 * values.length) / 3)
  for (let i = 0; i < values.length / 3; i++) {
    for (let channel = 0; channel < 3; channel++) {
      colors[4 * i + channel] = Math.round(255 * toShare(values[3 * i + channel] as number))
    }
    colors[4 * i + 3] = 255
  }
  return colors
}

function repeatChannel(values: Float32Array, channel: number): Float32Array {
  return values.map((_, i) => values[i - (i % 3) + channel] as number)
}
