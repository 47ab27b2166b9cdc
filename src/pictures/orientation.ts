/** @file The eight ways in which a file may ask for its pixels to be turned and mirrored (EXIF 2.3, tag 0x0112). */
import type { Rgba8, Square } from './cropAndResize'

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
  const { side } = square
  const [x, y] = swap ? [square.y, square.x] : [square.x, square.y]
  return { x: flipX ? width - side - x : x, y: flipY ? height - side - y : y, side }
}

/** A stored square upright: a copy, or itself where it is upright already. */
export function turnSquare(stored: Rgba8, orientation: Orientation): Rgba8 {
  if (orientation === 1) return stored
  const { swap, flipX, flipY } = TURNS[orientation]
  const { width: side } = stored
  const { buffer, byteOffset } = stored.data
  const from = new Uint32Array(buffer, byteOffset, side * side)
  const to = new Uint32Array(side * side)
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const [column, row] = swap ? [y, x] : [x, y]
      to[y * side + x] = from[(flipY ? side - 1 - row : row) * side + (flipX ? side - 1 - column : column)] as number
    }
  }
  return { data: new Uint8ClampedArray(to.buffer), width: side, height: side }
}
