/** @file Norms of gradients against the loss, a dot for each image: where the loss is small, its gradient is small too. */
import type { Chart, Point, Series } from './frame/chart'
import { type Domain, wholeDecades } from './frame/domains'
import { dots } from './marks/dots'
import { alongX } from './readOff/alongX'

export interface CertaintyData {
  readonly title: string
  readonly models: readonly {
    readonly id: string
    readonly name: string
    readonly color: string
    readonly isStale: boolean
    /** Both above 0, as logarithms are drawn. */
    readonly points: readonly { readonly loss: number; readonly l1: number }[]
  }[]
  /** Of the norms; shared by charts that are compared. */
  readonly l1: Domain
  readonly format: (value: number) => string
}

/** Losses below this have lost their digits, and would stretch the axis. */
export const LEAST_LOSS = 1e-6

export function certaintyDots({ title, models, l1, format }: CertaintyData): Chart<number> {
  const series = models.map(({ id, name, color, isStale, points: all }): Series => {
    const points = all
      .filter((point) => point.l1 > 0)
      .map((point): Point => ({ x: Math.max(point.loss, LEAST_LOSS), y: point.l1 }))
      .sort((one, other) => one.x - other.x)
    return { id, name, ink: color, points, marks: [dots(points, { radius: 3.5 })], isStale }
  })
  return {
    x: {
      kind: 'log',
      label: 'loss on the label',
      unit: 'nats',
      domain: wholeDecades(series.flatMap(({ points }) => points.map(({ x }) => x))),
      ticks: { count: 4 },
    },
    y: { kind: 'log', label: title, domain: l1 },
    series,
    isCompact: true,
    readOff: alongX({
      series,
      between: 'nothing',
      place: (loss) => `loss ${format(loss)}`,
      value: ({ y }) => `norm ${format(y)}`,
    }),
  }
}
