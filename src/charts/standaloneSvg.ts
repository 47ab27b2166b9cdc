/** @file A chart as a file of its own: light, with all styles in it, and what it was made with written around it. */
import { type Selection, select } from 'd3'
import type { ChartSize } from './lossChart'

export interface Standalone extends ChartSize {
  readonly draw: (svg: SVGSVGElement, size: ChartSize) => void
  readonly title: string
  /** Below the title: what has to be known to read the chart. */
  readonly lines: readonly string[]
  /** Below the chart, in small: what else it was made with. */
  readonly notes: readonly string[]
  /** Names of the curves with their colours; empty if the chart names them itself. */
  readonly legend: readonly { readonly name: string; readonly color: string }[]
}

type Root = Selection<SVGSVGElement, unknown, null, undefined>

const PADDING = 24
const FONT = 'Helvetica, Arial, sans-serif'
/** Pixels from one line of text to the next, by its class. */
const LINE_HEIGHTS = { 'figure-title': 23, value: 17, 'figure-note': 15 } as const
/** How far lines that go on are set in. */
const INDENT = 14
const LEGEND_HEIGHT = 22
/** What a style sheet may set of the charts' elements. */
const STYLES = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-opacity',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'paint-order',
  'opacity',
  'font-size',
  'font-weight',
] as const

/** The file's text. The page's styles are taken in their light form, whatever theme the page has. */
export function standaloneSvg({ draw, width, height, title, lines, notes, legend }: Standalone): string {
  const host = document.createElement('div')
  host.className = 'standalone-figure'
  document.body.append(host)
  try {
    const root = select(host)
      .append('svg')
      .attr('xmlns', 'http://www.w3.org/2000/svg')
      .attr('class', 'chart')
      .attr('font-family', FONT)
    root.append('title').text(title)
    const background = root.append('rect').attr('fill', '#ffffff')
    let top = addText(root, title, 'figure-title', PADDING, width)
    for (const line of lines) top = addText(root, line, 'value', top, width)
    top += 10
    const inner = root
      .append('svg')
      .attr('x', PADDING)
      .attr('y', top)
      .attr('width', width)
      .attr('height', height)
      .attr('overflow', 'visible')
    draw(inner.node() as SVGSVGElement, { width, height })
    top = addLegend(root, legend, top + height, width)
    if (notes.length > 0) top += 12
    for (const note of notes) top = addText(root, note, 'figure-note', top, width)
    const full = { width: width + 2 * PADDING, height: top + PADDING / 2 }
    background.attr('width', full.width).attr('height', full.height)
    root.attr('width', full.width).attr('height', full.height).attr('viewBox', `0 0 ${full.width} ${full.height}`)
    const element = root.node() as SVGSVGElement
    inlineStyles(element)
    return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(element)}\n`
  } finally {
    host.remove()
  }
}

/** A paragraph in lines that have room. Returns where the next begins. */
function addText(root: Root, text: string, kind: keyof typeof LINE_HEIGHTS, top: number, width: number): number {
  let y = top
  let line = ''
  const newLine = () => {
    y += LINE_HEIGHTS[kind]
    const isFirst = y === top + LINE_HEIGHTS[kind]
    return root
      .append('text')
      .attr('class', kind)
      .attr('x', isFirst ? PADDING : PADDING + INDENT)
      .attr('y', y - 4)
  }
  let element = newLine()
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    element.text(longer)
    if (line !== '' && (element.node()?.getComputedTextLength() ?? 0) > width - INDENT) {
      element.text(line)
      element = newLine().text(word)
      line = word
    } else line = longer
  }
  return y
}

/** The names in rows that have room. Returns where it ends. */
function addLegend(root: Root, legend: Standalone['legend'], top: number, width: number): number {
  if (legend.length === 0) return top
  let [x, y] = [PADDING, top + LEGEND_HEIGHT]
  for (const { name, color } of legend) {
    const text = root.append('text').attr('class', 'value').text(name)
    const length = text.node()?.getComputedTextLength() ?? 0
    if (x > PADDING && x + 15 + length > PADDING + width) [x, y] = [PADDING, y + LEGEND_HEIGHT]
    root
      .append('circle')
      .attr('cx', x + 5)
      .attr('cy', y - 4)
      .attr('r', 5)
      .attr('fill', color)
    text.attr('x', x + 15).attr('y', y)
    x += 15 + length + 18
  }
  return y
}

function inlineStyles(root: SVGSVGElement): void {
  for (const shape of root.querySelectorAll('path, line, rect, circle, text')) {
    const computed = getComputedStyle(shape)
    for (const name of STYLES) {
      if (name.startsWith('font') && shape.tagName !== 'text') continue
      shape.setAttribute(name, computed.getPropertyValue(name))
    }
  }
  for (const group of root.querySelectorAll('g')) group.setAttribute('opacity', getComputedStyle(group).opacity)
  // Classes mean nothing outside of the page.
  for (const element of [root, ...root.querySelectorAll('[class]')]) element.removeAttribute('class')
  // D3's axes name a font that is not the file's.
  for (const element of root.querySelectorAll('[font-family]')) element.removeAttribute('font-family')
}

/** The same as pixels, twice as many for sharp screens. Rejects where the browser can not draw it. */
export async function rasterize(svg: string, scale = 2): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = image.naturalWidth * scale
    canvas.height = image.naturalHeight * scale
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
    if (blob === null) throw new Error('The chart could not be drawn as PNG; take the SVG instead.')
    return blob
  } finally {
    URL.revokeObjectURL(url)
  }
}
