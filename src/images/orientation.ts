/** @file The eight ways in which a file may ask for its pixels to be turned and mirrored (EXIF 2.3, tag 0x0112). */
import type { Square } from './cropAndResize'
import type { Rgba8 } from './rgba8'

/** 1 is upright. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8

/** Where the pixel (x, y) of the upright image is stored: x and y change places, then either counts from the far end. */
interface Turn {
  readonly swap: boolean
  readonly flipX: boolean
  readonly flipY: boolean
}

const turn = (swap: boolean, flipX: boolean, flipY: boolean): Turn => ({ swap, flipX, flipY })

const TURNS: Readonly<Record<Orientation, Turn>> = {
  1: turn(false, false, false),
  2: turn(false, true, false),
  3: turn(false, true, true),
  4: turn(false, false, true),
  5: turn(true, false, false),
  6: turn(true, false, true),
  7: turn(true, true, true),
  8: turn(true, true, false),
}

export function isOrientation(value: number): value is Orientation {
  return value in TURNS
}

/** Width and height of the upright image. */
export function turnSize(width: number, height: number, orientation: Orientation): [width: number, height: number] {
  return TURNS[orientation].swap ? [height, width] : [width, height]
}

/** Where `square` of the upright image lies in the stored one, which is `width` x `height`. */
export function storedSquare(square: Square, width: number, height: number, orientation: Orientation): Square {
  const { swap, flipX, flipY } = TURNS[orientation]
  const { size } = square
  const [x, y] = swap ? [square.y, square.x] : [square.x, square.y]
  return { x: flipX ? width - size - x : x, y: flipY ? height - size - y : y, size }
}

/**
 * Puts some rows of a stored square, from row `top` on, where they belong in
 * the upright one, `upright`: row by row, so that no second copy of a large
 * image is made.
 */
export function placeUpright(rows: Rgba8['data'], top: number, upright: Rgba8, orientation: Orientation): void {
  const { swap, flipX, flipY } = TURNS[orientation]
  const size = upright.width
  const from = wordsOf(rows)
  const to = wordsOf(upright.data)
  if (orientation === 1) {
    to.set(from, top * size)
    return
  }
  for (let i = 0; i < from.length; i++) {
    const storedX = i % size
    const storedY = top + Math.floor(i / size)
    const a = flipX ? size - 1 - storedX : storedX
    const b = flipY ? size - 1 - storedY : storedY
    to[swap ? a * size + b : b * size + a] = from[i] as number
  }
}

/** A pixel a word. */
function wordsOf({ buffer, byteOffset, length }: Rgba8['data']): Uint32Array {
  return new Uint32Array(buffer, byteOffset, length / 4)
}
