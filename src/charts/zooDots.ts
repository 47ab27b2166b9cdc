/** @file Robust accuracy of the zoo's models against what their gradients are like, a dot for each model. */
import { accuracyAxis, accuracyText } from './accuracyAxis'
import type { Chart, NumberAxis, Point, Series } from './frame/chart'
import { fromZero, ofCorrelations, wholeDecades } from './frame/domains'
import { dots } from './marks/dots'
import { whiskers } from './marks/whiskers'
import { alongX } from './readOff/alongX'

export interface ZooPoint {
  readonly id: string
  readonly name: string
  readonly color: string
  /** What its gradients are like: a mean over test images. */
  readonly value: number
  /** Shares in [0, 1], with the ends of the interval. */
  readonly share: number
  readonly low: number
  readonly high: number
}

export interface ZooData {
  readonly models: readonly ZooPoint[]
  readonly scale: 'log' | 'correlation'
  readonly label: string
  /** Such as "AutoAttack at 8/255". */
  readonly accuracy: string
  readonly format: (value: number) => string
}

export function zooDots({ models, scale, label, accuracy, format }: ZooData): Chart<number> {
  const series = models.map(({ id, name, color, value, share, low, high }): Series => {
    const points: Point[] = [{ x: value, y: 100 * share, low: 100 * low, high: 100 * high }]
    return { id, name, ink: color, points, marks: [whiskers(points), dots(points, { radius: 4.5 })] }
  })
  return {
    x: axisOf(
      scale,
      label,
      models.map(({ value }) => value),
    ),
    // As high as the most robust model needs.
    y: {
      ...accuracyAxis(accuracy),
      domain: fromZero(series.flatMap(({ points }) => points.map(({ high = 0 }) => high))),
    },
    series,
    isCompact: true,
    readOff: alongX({ series, between: 'nothing', place: (value) => `${label} ${format(value)}`, value: accuracyText }),
  }
}

function axisOf(scale: ZooData['scale'], label: string, values: readonly number[]): NumberAxis {
  return scale === 'log'
    ? { kind: 'log', label, domain: wholeDecades(values), ticks: { count: 4 } }
    : { kind: 'linear', label, domain: ofCorrelations(values), ticks: { count: 4 } }
}
