/** @file How an attack raises a model's loss as it grows, beside the straight line that the gradient alone foretells. */
import { largestOf } from '../numbers/extremes'
import type { Chart, Point, Series } from './frame/chart'
import { fromZero } from './frame/domains'
import { dots } from './marks/dots'
import { line } from './marks/line'
import { ROLE_INKS } from './palette'
import { alongX } from './readOff/alongX'

export interface GrowthData {
  readonly name: string
  /** Of the model. */
  readonly color: string
  /** By size in /255, ascending; both in nats. */
  readonly points: readonly { readonly epsilon: number; readonly firstOrder: number; readonly measured: number }[]
  readonly isStale: boolean
  readonly format: (nats: number) => string
}

export function growthCurves({ name, color, points, isStale, format }: GrowthData): Chart<number> {
  const foretold = points.map(({ epsilon, firstOrder }): Point => ({ x: epsilon, y: firstOrder }))
  const measured = points.map(({ epsilon, measured }): Point => ({ x: epsilon, y: measured }))
  const series: Series[] = [
    {
      id: 'firstOrder',
      name: 'ε‖∇L‖₁',
      ink: ROLE_INKS.other,
      points: foretold,
      marks: [line(foretold, { isDashed: true })],
      isStale,
    },
    {
      id: 'measured',
      name: 'PGD',
      ink: color,
      points: measured,
      marks: [line(measured), dots(measured, { radius: 3 })],
      isStale,
    },
  ]
  const highest = largestOf(
    points.map(({ epsilon }) => epsilon),
    0,
  )
  return {
    x: { kind: 'linear', label: 'ε, /255', domain: [0, highest || 1], ticks: { count: 4 } },
    y: {
      kind: 'linear',
      label: `rise of the loss of ${name}`,
      unit: 'nats',
      domain: fromZero([...foretold, ...measured].map(({ y }) => y)),
    },
    series,
    isCompact: true,
    readOff: alongX({
      series,
      between: 'nothing',
      place: (epsilon) => `ε = ${epsilon}/255, rise in nats`,
      value: ({ y }) => format(y),
    }),
  }
}
