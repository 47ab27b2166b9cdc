/** @file Two numbers of every image against each other, a colour a model or an outcome. */
import type { NumberAxis, Point } from './frame/chart'
import type { SelectableChart } from './frame/selectable'
import { chosenDots, manyDots } from './marks/manyDots'

export interface ScatterGroup {
  readonly id: string
  readonly name: string
  readonly ink: string
  readonly points: readonly Point[]
}

export function scatter(x: NumberAxis, y: NumberAxis, groups: readonly ScatterGroup[]): SelectableChart {
  const drawn = groups.map((group) => ({ ...group, isStale: false, behind: [manyDots(group.points)] }))
  return (chosen) => ({
    x,
    y,
    series: drawn.map((group, i) => {
      const isChosen = chosen?.[i]
      return { ...group, marks: isChosen === undefined ? [] : [chosenDots(group.points, isChosen)] }
    }),
  })
}
