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

export function drawGrid(layer: Layer, { items }: GridLayout): void {
  for (const item of items) draw(layer, item)
}

function draw(layer: Layer, item: PlacedItem): void {
  switch (item.kind) {
    case 'text': {
      const text = layer.append('text').attr('class', item.style).attr('x', item.x).attr('y', item.y)
      if (item.style === 'grid-symbol') appendIndexed(text, item.text)
      else text.text(item.text)
      return
    }
    case 'rect': {
      const rect = layer.append('rect').attr('class', item.style)
      rect.attr('x', item.x).attr('y', item.y).attr('width', item.width).attr('height', item.height)
      if (item.ink !== undefined) rect.style('fill', item.ink)
      return
    }
    case 'map':
      drawMap(layer, item.map, item)
  }
}

function drawMap(layer: Layer, map: GridMap, { x, y }: { readonly x: number; readonly y: number }): void {
  const { width, height } = mapSize(map)
  const border = (width - map.width * map.scale) / 2
  if (map.frame !== undefined) {
    layer
      .append('rect')
      .attr('class', `grid-frame ${map.frame}`)
      .attr('x', x + border / 2)
      .attr('y', y + border / 2)
      .attr('width', width - border)
      .attr('height', height - border)
  }
  layer
    .append('image')
    .attr('href', canvasOf(map).toDataURL('image/png'))
    .attr('x', x + border)
    .attr('y', y + border)
    .attr('width', map.width * map.scale)
    .attr('height', map.height * map.scale)
    // Drawn twice as large, a pixel is still a square.
    .attr('image-rendering', 'pixelated')
    .append('title')
    .text(map.title)
}
