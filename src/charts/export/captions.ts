/** @file What is written around a chart in a file of its own. */
import type { Selection } from 'd3'
import type { Series } from '../frame/chart'
import { type MeasureText, wrap } from './wrap'

type Root = Selection<SVGSVGElement, unknown, null, undefined>

/** Around all that the file shows. */
export const PADDING = 24
/** Pixels from one line of text to the next, by its class. */
const LINE_HEIGHTS = { 'figure-title': 23, value: 17, 'figure-note': 15 } as const
/** How far lines that go on are set in. */
const INDENT = 14
const LEGEND_HEIGHT = 22

/** A paragraph in lines that have room. Returns where the next begins. */
export function addText(
  root: Root,
  text: string,
  kind: keyof typeof LINE_HEIGHTS,
  { top, width, measure }: { readonly top: number; readonly width: number; readonly measure: MeasureText },
): number {
  const lines = wrap(text, { kind, width, indent: INDENT }, measure)
  for (const [index, line] of lines.entries()) {
    root
      .append('text')
      .attr('class', kind)
      .attr('x', index === 0 ? PADDING : PADDING + INDENT)
      .attr('y', top + (index + 1) * LINE_HEIGHTS[kind] - 4)
      .text(line)
  }
  return top + lines.length * LINE_HEIGHTS[kind]
}

/** The names in rows that have room. Returns where it ends. */
export function addLegend(
  root: Root,
  legend: readonly Pick<Series, 'name' | 'ink'>[],
  top: number,
  width: number,
): number {
  if (legend.length === 0) return top
  let [x, y] = [PADDING, top + LEGEND_HEIGHT]
  for (const { name, ink } of legend) {
    const text = root.append('text').attr('class', 'value').text(name)
    const length = text.node()?.getComputedTextLength() ?? 0
    if (x > PADDING && x + 15 + length > PADDING + width) [x, y] = [PADDING, y + LEGEND_HEIGHT]
    root
      .append('circle')
      .attr('cx', x + 5)
      .attr('cy', y - 4)
      .attr('r', 5)
      .style('fill', ink)
    text.attr('x', x + 15).attr('y', y)
    x += 15 + length + 18
  }
  return y
}
