/** @file Where the tour's card stands: beside what it speaks of, never over it. */

export interface Extent {
  readonly width: number
  readonly height: number
}

/** In pixels from the window's top left corner. */
export interface Rectangle extends Extent {
  readonly left: number
  readonly top: number
}

export type Corner = Pick<Rectangle, 'left' | 'top'>

/** Between the card and what it speaks of, and between the card and the window's edge. */
const GAP = 12
const MARGIN = 8

/** The first of right, left, below and above that has room; where none has, the edge of the window that hides least. */
export function placeCard(target: Rectangle, card: Extent, window: Extent): Corner {
  const visible = within(target, window)
  const [right, bottom] = [visible.left + visible.width, visible.top + visible.height]
  // The first columns, which the tour compares, are at the left.
  const left = clamp(right - card.width, window.width - card.width)
  const top = clamp(visible.top, window.height - card.height)
  const beside: readonly Corner[] = [
    { left: right + GAP, top },
    { left: visible.left - GAP - card.width, top },
    { left, top: bottom + GAP },
    { left, top: visible.top - GAP - card.height },
  ]
  const fitting = beside.find((place) => isInside({ ...place, ...card }, window))
  if (fitting !== undefined) return fitting
  const edges = [
    { left, top: window.height - card.height - MARGIN },
    { left, top: MARGIN },
  ]
  const hidden = edges.map((place) => overlap({ ...place, ...card }, visible))
  return (hidden[0] as number) <= (hidden[1] as number) ? (edges[0] as Corner) : (edges[1] as Corner)
}

/** Square pixels that two boxes share. */
export function overlap(one: Rectangle, other: Rectangle): number {
  const width = Math.min(one.left + one.width, other.left + other.width) - Math.max(one.left, other.left)
  const height = Math.min(one.top + one.height, other.top + other.height) - Math.max(one.top, other.top)
  return Math.max(0, width) * Math.max(0, height)
}

/** The part of a box that is in the window. */
function within({ left, top, width, height }: Rectangle, window: Extent): Rectangle {
  const [x, y] = [Math.max(0, left), Math.max(0, top)]
  return {
    left: x,
    top: y,
    width: Math.max(0, Math.min(left + width, window.width) - x),
    height: Math.max(0, Math.min(top + height, window.height) - y),
  }
}

const clamp = (value: number, most: number): number => Math.max(MARGIN, Math.min(value, most - MARGIN))

const isInside = ({ left, top, width, height }: Rectangle, window: Extent): boolean =>
  left >= MARGIN && top >= MARGIN && left + width <= window.width - MARGIN && top + height <= window.height - MARGIN
