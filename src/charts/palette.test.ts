import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { MODEL_COLORS } from './palette'

type Rgb = readonly [number, number, number]

/** Linear light in [0, 1]. */
const linear = (hex: string): Rgb =>
  [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2).padEnd(2, hex.at(-1)), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as unknown as Rgb

/** WCAG 2.2's contrast ratio. */
function contrast(one: Rgb, other: Rgb): number {
  const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b
  const [lighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number]
  return (lighter + 0.05) / (darker + 0.05)
}

/** Rows of Machado, Oliveira and Fernandes (2009), severity 1, in linear light. */
const VISION: Readonly<Record<string, readonly Rgb[]>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

const seenWith = (rows: readonly Rgb[], color: Rgb): Rgb =>
  rows.map((row) =>
    Math.min(1, Math.max(0, row[0] * color[0] + row[1] * color[1] + row[2] * color[2])),
  ) as unknown as Rgb

/** Björn Ottosson's OKLab, times 100. */
function okLab([r, g, b]: Rgb): Rgb {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    100 * (0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s),
    100 * (1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s),
    100 * (0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s),
  ]
}

function apart(one: Rgb, other: Rgb): number {
  const [a, b] = [okLab(one), okLab(other)]
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
}

const tokens = readFileSync(join(import.meta.dirname, '../views/styles/tokens.css'), 'utf8')

/** Of the page's own tokens, so that a change of theme is checked too. */
function token(name: string, theme: 'light' | 'dark'): Rgb {
  const [, light, dark] = new RegExp(`--${name}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(tokens) ?? []
  return linear((theme === 'light' ? light : dark) as string)
}

describe.each(['light', 'dark'] as const)('model colours, %s', (theme) => {
  const colors = MODEL_COLORS.map((color) => [color.role, linear(color[theme])] as const)

  it.each(colors)('%s stands out from either background by 3:1', (_, color) => {
    for (const ground of ['background', 'surface']) {
      expect(contrast(color, token(ground, theme))).toBeGreaterThanOrEqual(3)
    }
  })

  it.each(Object.entries(VISION))('can be told apart with %s vision', (_, rows) => {
    const seen = colors.map(([role, color], place) => [`${role} ${place}`, seenWith(rows, color)] as const)
    for (const [i, [role, color]] of seen.entries()) {
      // A shade has its training's hue, so it is nearer to others.
      const isShade = MODEL_COLORS.findIndex((each) => each.role === MODEL_COLORS[i]?.role) < i
      for (const [other, otherColor] of seen.slice(0, i)) {
        expect(apart(color, otherColor), `${role} and ${other}`).toBeGreaterThan(isShade ? 5.5 : 8.5)
      }
    }
  })

  it.each(colors)('%s differs from the colours of "robust" and "fooled"', (_, color) => {
    for (const verdict of ['robust', 'fooled']) expect(apart(color, token(verdict, theme))).toBeGreaterThan(10)
  })
})
