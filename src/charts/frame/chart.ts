/** @file What a chart is: its axes, its series, the marks that fill the frame, and how it is read off. */
import type { ScaleContinuousNumeric, Selection } from 'd3'

export interface ChartSize {
  readonly width: number
  readonly height: number
}

/** A value on both axes, with the ends of its interval where it has one. A series' points ascend by `x`. */
export interface Point {
  readonly x: number
  readonly y: number
  readonly low?: number
  readonly high?: number
}

export interface Ticks {
  /** These; they are thinned where they would lie over each other. Round values without them. */
  readonly values?: readonly number[]
  /** Round values, about so many. */
  readonly count?: number
  /** Whether there is nothing between whole numbers, as of steps. */
  readonly isWhole?: boolean
}

export interface NumberAxis {
  readonly kind: 'linear' | 'log' | 'symlog'
  readonly label: string
  readonly unit?: string
  /** Follows the label where there is room. */
  readonly aside?: string
  readonly domain: readonly [number, number]
  readonly ticks?: Ticks
}

/** Things side by side: the first lies between 0 and 1 of the axis, the second between 1 and 2. */
export interface NamesAxis {
  readonly kind: 'names'
  readonly label: string
  readonly names: readonly { readonly name: string; readonly ink: string }[]
  /** Whether the names stand at the axis; not where a legend has them. */
  readonly isShown: boolean
  /** Pixels that one takes, of a vertical axis; the height of the chart follows. */
  readonly spacing?: number
}

export type Axis = NumberAxis | NamesAxis

/** The area that the axes enclose, in pixels, and the places of values in it. */
export interface Plot {
  readonly x: ScaleContinuousNumeric<number, number>
  readonly y: ScaleContinuousNumeric<number, number>
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

export type MarkLayer = Selection<SVGGElement, unknown, null, undefined>

/** Draws itself into a layer that is empty. What it draws takes the series' colour from the style sheet, as `--ink`. */
export type Mark = (layer: MarkLayer, plot: Plot) => void

export interface Series {
  readonly id: string
  readonly name: string
  /** What a pointer that rests on it is told; its name, unless it is given. */
  readonly about?: string
  /** A colour, or one of `ROLE_INKS`. */
  readonly ink: string
  /** What is read off it, and exported. */
  readonly points: readonly Point[]
  /** Drawn before the marks of every series. */
  readonly behind?: readonly Mark[]
  readonly marks: readonly Mark[]
  /** Whether it is of older settings than are on screen. */
  readonly isStale?: boolean
  /** Where its name stands, if not at its last point. */
  readonly labelAt?: Pick<Point, 'x' | 'y'>
}

/** How the pointer and the keys read a chart off. A look is a place on it: a value of an axis, or a cell. */
export interface ReadOff<Look> {
  /** What lies under a place in pixels, or null. */
  at(plot: Plot, x: number, y: number): Look | null
  /** From what is looked at, to the next in a direction; null where that direction means nothing. */
  next(look: Look | null, direction: Direction): Look | null
  /** Drawn over the chart. @param emphasised the id of the only series that is read off, or null for all */
  mark(look: Look, emphasised: string | null): Mark
  /** What the chart says there, in words. */
  text(look: Look): string
}

export type Direction = 'left' | 'right' | 'up' | 'down'

/** @template Look what it is read off by */
export interface Chart<Look = unknown> {
  /** Above the plot; "_" sets the letter after it as an index. */
  readonly title?: string
  /** In place of a title, as it is: such as the name of a model. */
  readonly subject?: string
  readonly x: Axis
  readonly y: Axis
  readonly series: readonly Series[]
  /** Of no series: behind all of them. */
  readonly behind?: readonly Mark[]
  /** Series are named at their ends, with so much room to the right, in charts of at least `from` pixels. */
  readonly endLabels?: { readonly room: number; readonly from?: number; readonly hasLeaders?: boolean }
  /** Pixels to the right of the plot, where there are no names. */
  readonly rightRoom?: number
  /** Whether it is one of several small ones. */
  readonly isCompact?: boolean
  readonly readOff?: ReadOff<Look>
}
