/** @file Swipes of a finger, which end far enough from where they began, and more one way than the other. */

export type Swipe = 'left' | 'right' | 'up' | 'down'

interface Place {
  readonly x: number
  readonly y: number
}

/** Pixels, more than a finger moves at a tap. */
const LEAST = 36

/** The direction of a movement, or null where it is none. */
export function swipeOf(from: Place, to: Place): Swipe | null {
  const [x, y] = [to.x - from.x, to.y - from.y]
  if (Math.max(Math.abs(x), Math.abs(y)) < LEAST) return null
  if (Math.abs(x) > Math.abs(y)) return x > 0 ? 'right' : 'left'
  return y > 0 ? 'down' : 'up'
}
