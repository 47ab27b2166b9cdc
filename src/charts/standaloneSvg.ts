/** @file A chart as a file of its own: light, with all styles in it, and what it was made with written above it. */
import { select } from 'd3'
import type { ChartSize } from './lossChart'

export interface Standalone extends ChartSize {
  readonly draw: (svg: SVGSVGElement, size: ChartSize) => void
  readonly title: string
  /** Below the title. */
  readonly lines: readonly string[]
  /** Names of the curves with their colours; empty where they stand in the chart. */
  readonly legend: readonly { readonly name: string; readonly color: string }[]
}

const PADDING = 24
const LINE_HEIGHT = 17
const FONT = 'Helvetica, Arial, sans-serif'
/** What a style sheet may set of the charts' elements. */
const STYLES = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-opacity',
  'stroke-width',
  'stroke-dasharray',
  'opacity',
  'font-size',
  'font-weight',
] as const

/** The file's text. The page's styles are taken as they are in its light form. */
export function standaloneSvg({ draw, width, height, title, lines, legend }: Standalone): string {
  const host = document.createElement('div')
  host.style.cssText = 'position:absolute;left:-10000px;top:0;color-scheme:light'
  document.body.append(host)
  try {
    const head = PADDING + 20 + lines.length * LINE_HEIGHT + 10
    const foot = legend.length > 0 ? 28 : 0
    const full = { width: width + 2 * PADDING, height: head + height + foot + PADDING }
    const root = select(host)
      .append('svg')
      .attr('xmlns', 'http://www.w3.org/2000/svg')
      .attr('class', 'chart')
      .attr('width', full.width)
      .attr('height', full.height)
      .attr('viewBox', `0 0 ${full.width} ${full.height}`)
      .attr('font-family', FONT)
    root.append('rect').attr('width', full.width).attr('height', full.height).attr('fill', '#ffffff')
    root
      .append('text')
      .attr('class', 'figure-title')
      .attr('x', PADDING)
      .attr('y', PADDING + 10)
      .text(title)
    for (const [place, text] of lines.entries()) {
      root
        .append('text')
        .attr('class', 'value')
        .attr('x', PADDING)
        .attr('y', PADDING + 30 + place * LINE_HEIGHT)
        .text(text)
    }
    const inner = root
      .append('svg')
      .attr('x', PADDING)
      .attr('y', head)
      .attr('width', width)
      .attr('height', height)
      .attr('overflow', 'visible')
    draw(inner.node() as SVGSVGElement, { width, height })
    let place = PADDING
    for (const { name, color } of legend) {
      const y = head + height + 18
      root
        .append('circle')
        .attr('cx', place + 5)
        .attr('cy', y - 4)
        .attr('r', 5)
        .attr('fill', color)
      const text = root
        .append('text')
        .attr('class', 'value')
        .attr('x', place + 15)
        .attr('y', y)
        .text(name)
      place += 15 + (text.node()?.getComputedTextLength() ?? 0) + 18
    }
    const element = root.node() as SVGSVGElement
    inlineStyles(element)
    return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(element)}\n`
  } finally {
    host.remove()
  }
}

function inlineStyles(root: SVGSVGElement): void {
  const shapes = root.querySelectorAll('path, line, rect, circle, text')
  for (const shape of shapes) {
    const computed = getComputedStyle(shape)
    for (const name of STYLES) {
      if (name.startsWith('font') && shape.tagName !== 'text') continue
      shape.setAttribute(name, computed.getPropertyValue(name))
    }
  }
  // Groups keep what D3 set; their classes mean nothing outside of the page.
  for (const element of [root, ...root.querySelectorAll('[class]')]) element.removeAttribute('class')
  // D3's axes name a font that is not the file's.
  for (const element of root.querySelectorAll('[font-family]')) element.removeAttribute('font-family')
}

/** The same as pixels, twice as many for sharp screens. Rejects where the browser can not draw it. */
export async function rasterize(svg: string, scale = 2): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const picture = new Image()
    picture.src = url
    await picture.decode()
    const canvas = document.createElement('canvas')
    canvas.width = picture.naturalWidth * scale
    canvas.height = picture.naturalHeight * scale
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
    if (blob === null) throw new Error('The chart could not be drawn as PNG; take the SVG instead.')
    return blob
  } finally {
    URL.revokeObjectURL(url)
  }
}
