/** @file Images at the edges of what quantities are defined for: flat, saturated, and of a single bright pixel. */
import { createRng } from '../engine/random'
import type { Pixels01 } from '../units'
import type { CheckedImages } from './checkedImages'

type Draw = (place: { readonly x: number; readonly y: number; readonly channel: number }, side: number) => number

const { uniform } = createRng(19)

const IMAGES: Readonly<Record<string, Draw>> = {
  black: () => 0,
  white: () => 1,
  grey: () => 0.5,
  'one channel': ({ channel }) => (channel === 1 ? 1 : 0),
  'black and white squares': ({ x, y }) => (Math.floor(x / 4) + Math.floor(y / 4)) % 2,
  'one bright pixel': ({ x, y }, side) => (x === side / 2 && y === side / 2 ? 1 : 0),
  ramp: ({ x }, side) => x / (side - 1),
  noise: uniform,
}

export const EDGE_IMAGES = Object.keys(IMAGES)

/** All of them, each at a class of its own. @param side in pixels, of the models */
export function edgeImages(side: number, classes: readonly string[]): CheckedImages {
  const pixels = Object.values(IMAGES).flatMap((draw) =>
    Array.from({ length: side * side * 3 }, (_, i) => {
      const place = Math.floor(i / 3)
      return draw({ x: place % side, y: Math.floor(place / side), channel: i % 3 }, side)
    }),
  )
  const indices = [...EDGE_IMAGES.keys()]
  return { pixels: Float32Array.from(pixels) as Pixels01, labels: indices, indices, classes }
}
