/** @file Charts of which a part can be selected: what stays is made once, so that a dragged selection costs only itself. */
import type { Chart } from './chart'

/** Whether a value of a group is selected, by its place among the group's values. */
export type IsChosen = (place: number) => boolean

/** The chart with what is selected of each of its groups; at null without a selection. */
export type SelectableChart = (chosen: readonly IsChosen[] | null) => Chart
