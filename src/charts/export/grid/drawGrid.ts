/** @file A grid as SVG, whose maps are PNGs inside it. */
import { type Selection, select } from 'd3'
import { appendIndexed } from '../../frame/indexedText'
import type { MeasureText } from '../wrap'
import { canvasOf } from './canvasOf'
import type { GridMap } from './grid'
import { type GridLayout, mapSize, type PlacedItem } from './layoutGrid'

type Layer = Selection<SVGSVGElement, unknown, null, undefined>

/** Measures text as the page's style sheet draws it in a chart. Each text once. */
export function measureIn(svg: SVGSVGElement): MeasureText {
  const known = new Map<string, number>()
  const text = select(svg).append('text')
  return (content, kind) => {
    const key = `${kind}\n${content}`
    const before = known.get(key)
    if (before !== undefined) return before
    svg.append(text.node() as SVGTextElement)
    const width = text.attr('class', kind).text(content).node()?.getComputedTextLength() ?? 0
    text.remove()
    known.set(key, width)
    return width
  }
}

/** Draws a map into its place. */
export type DrawMap = (layer: Layer, map: GridMap, box: MapBox) => void

interface MapBox {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export function drawGrid(layer: Layer, { items }: GridLayout, drawMap: DrawMap): void {
  for (const item of items) draw(layer, item, drawMap)
}

function draw(layer: Layer, item: PlacedItem, drawMap: DrawMap): void {
  switch (item.kind) {
    case 'text': {
      const text = layer.append('text').attr('class', item.style).attr('x', item.x).attr('y', item.y)
      if (item.style === 'grid-symbol') appendIndexed(text, item.text)
      else text.text(item.text)
      return
    }
    case 'rect': {
      const rect = place(layer.append('rect').attr('class', item.style), item)
      if (item.ink !== undefined) rect.style('fill', item.ink)
      return
    }
    case 'map': {
      const { map, x, y } = item
      const { width, height } = mapSize(map)
      const border = (width - map.width * map.scale) / 2
      const within = (by: number) => ({ x: x + by, y: y + by, width: width - 2 * by, height: height - 2 * by })
      if (map.frame !== undefined) {
        place(layer.append('rect').attr('class', `grid-frame ${map.frame}`), within(border / 2))
      }
      drawMap(layer, map, within(border))
    }
  }
}

const place = <Shape extends SVGElement>(
  shape: Selection<Shape, unknown, null, undefined>,
  { x, y, width, height }: MapBox,
) => shape.attr('x', x).attr('y', y).attr('width', width).attr('height', height)

/** A map as a PNG inside the SVG. */
export const drawnMap: DrawMap = (layer, map, box) =>
  place(layer.append('image'), box)
    .attr('href', canvasOf(map).toDataURL('image/png'))
    // Drawn twice as large, a pixel is still a square.
    .attr('image-rendering', 'pixelated')
    .append('title')
    .text(map.title)

/** A map as a canvas, which is there at once, where a PNG would first have to be decoded. */
export const liveMap: DrawMap = (layer, map, box) => {
  const canvas = canvasOf(map)
  canvas.style.width = `${box.width}px`
  canvas.style.height = `${box.height}px`
  canvas.style.display = 'block'
  place(layer.append('foreignObject'), box).node()?.append(canvas)
}
