import { enlarge } from './enlarge'
import type { GridMap } from './grid'

/** A canvas that has a map's pixels, each as a square of its scale. */
export function canvasOf({ colors, height, width, scale }: Omit<GridMap, 'title' | 'frame'>): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = width * scale
  canvas.height = height * scale
  const pixels = new ImageData(enlarge(colors, { height, width, scale }), canvas.width, canvas.height)
  canvas.getContext('2d')?.putImageData(pixels, 0, 0)
  return canvas
}
