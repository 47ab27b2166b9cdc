/** @file Two numbers of every image against each other, a colour a model or an outcome. */
import type { Chart, NumberAxis, Point } from './frame/chart'
import { manyDots } from './marks/manyDots'

export interface ScatterGroup {
  readonly id: string
  readonly name: string
  readonly ink: string
  readonly points: readonly Point[]
  /** Those of them that are selected; undefined where nothing is. */
  readonly chosen?: readonly Point[] | undefined
}

export function scatter(x: NumberAxis, y: NumberAxis, groups: readonly ScatterGroup[]): Chart {
  return {
    x,
    y,
    series: groups.map(({ id, name, ink, points, chosen }) => ({
      id,
      name,
      ink,
      points,
      isStale: false,
      behind: [manyDots(points)],
      marks: chosen === undefined ? [] : [manyDots(chosen, true)],
    })),
  }
}
