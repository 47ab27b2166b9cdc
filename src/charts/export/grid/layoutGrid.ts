/** @file Where everything of a grid lies, in whole pixels, so that maps stay exact. Needs no page: texts are measured by what is passed in. */
import { largestOf } from '../../../numbers/extremes'
import { type MeasureText, wrap } from '../wrap'
import type { Arrangement, Grid, GridCell, GridLine, GridMap, GridRow } from './grid'

export type PlacedItem =
  | { readonly kind: 'text'; readonly x: number; readonly y: number; readonly text: string; readonly style: string }
  | { readonly kind: 'map'; readonly x: number; readonly y: number; readonly map: GridMap }
  | {
      readonly kind: 'rect'
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
      readonly style: string
      /** Its colour, if the style sheet has none for it. */
      readonly ink?: string
    }

export interface GridLayout {
  readonly width: number
  readonly height: number
  readonly items: readonly PlacedItem[]
}

const HEAD_WIDTH = 150
/** Of a column; wider maps widen it. */
const LEAST_WIDTH = 144
const MOST_WIDTH = 230
const GAP = 18
const ROW_PADDING = 12
const MAP_GAP = 8
/** Of numbers beside a map. */
const BESIDE_WIDTH = 118
/** Pixels from one line to the next. */
const LINE = { text: 14, number: 18, verdict: 17, share: 20, title: 17, about: 13 } as const
const FRAME = 3

/** The size that a map takes in the figure. */
export const mapSize = ({ height, width, scale, frame }: GridMap) => {
  const border = frame === undefined ? 0 : 2 * FRAME
  return { width: width * scale + border, height: height * scale + border }
}

/** @param wished width of the whole, which is reached as far as columns stay narrow enough to read */
export function layoutGrid({ columns, rows, arrangement }: Grid, measure: MeasureText, wished = 0): GridLayout {
  const room = arrangement === 'beside' ? BESIDE_WIDTH + MAP_GAP : 0
  const widest = (cells: readonly GridCell[]) =>
    largestOf(
      cells.flatMap(({ maps }) => maps.map((map) => mapSize(map).width)),
      0,
    ) + room
  const headWidth = Math.max(HEAD_WIDTH, widest(rows.map(({ common }) => common)))
  const share = Math.floor((wished - headWidth) / columns.length) - GAP
  const columnWidth = Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, share), widest(rows.flatMap(({ cells }) => cells)))
  const left = (column: number) => headWidth + GAP + column * (columnWidth + GAP)
  const width = left(columns.length) - GAP
  const items: PlacedItem[] = []
  const place = { measure, arrangement }

  let top = 0
  for (const [column, { name, about, ink }] of columns.entries()) {
    const x = left(column)
    let y = 8
    if (ink !== undefined) items.push({ kind: 'rect', x, y: 0, width: columnWidth, height: 3, style: '', ink })
    y = addLines(items, name, 'grid-name', { ...place, x, y, width: columnWidth, line: LINE.title })
    if (about) y = addLines(items, about, 'figure-note', { ...place, x, y, width: columnWidth, line: LINE.about })
    top = Math.max(top, y)
  }
  for (const row of rows) {
    top += ROW_PADDING
    items.push({ kind: 'rect', x: 0, y: top - ROW_PADDING / 2, width, height: 1, style: 'grid-rule' })
    let bottom = addHead(items, row, { ...place, x: 0, y: top, width: headWidth })
    for (const [column, cell] of row.cells.entries()) {
      bottom = Math.max(bottom, addCell(items, cell, { ...place, x: left(column), y: top, width: columnWidth }))
    }
    top = bottom
  }
  return { width, height: top, items }
}

interface Place {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly measure: MeasureText
  readonly arrangement: Arrangement
}

/** What a row is, and what all columns share. Returns where it ends. */
function addHead(items: PlacedItem[], { title, about, common }: GridRow, place: Place): number {
  const { x, y, width, arrangement } = place
  const mapWidth = largestOf(
    common.maps.map((map) => mapSize(map).width),
    0,
  )
  const isBeside = arrangement === 'beside' && mapWidth > 0
  const words = { ...place, width: isBeside ? width - mapWidth - MAP_GAP : width }
  let bottom = addLines(items, title, 'grid-title', { ...words, line: LINE.title })
  if (about) bottom = addLines(items, about, 'figure-note', { ...words, y: bottom, line: LINE.about })
  if (isBeside) return Math.max(bottom, addMaps(items, common.maps, { ...place, x: x + width - mapWidth, y }))
  return addCell(items, common, { ...place, y: common.maps.length > 0 ? bottom + MAP_GAP : bottom })
}

/** Returns where it ends. */
function addCell(items: PlacedItem[], { maps, lines }: GridCell, place: Place): number {
  const underMaps = addMaps(items, maps, place)
  const isBeside = place.arrangement === 'beside' && maps.length > 0
  const indent = isBeside ? largestOf(maps.map((map) => mapSize(map).width)) + MAP_GAP : 0
  let y = isBeside ? place.y : underMaps
  for (const line of lines) y = addLine(items, line, { ...place, x: place.x + indent, width: place.width - indent, y })
  return Math.max(y, underMaps)
}

function addMaps(items: PlacedItem[], maps: readonly GridMap[], { x, y }: Place): number {
  let bottom = y
  for (const map of maps) {
    items.push({ kind: 'map', x, y: bottom, map })
    bottom += mapSize(map).height + MAP_GAP
  }
  return bottom
}

function addLine(items: PlacedItem[], line: GridLine, place: Place): number {
  const { x, y, width, measure } = place
  switch (line.kind) {
    case 'text':
      return addLines(items, line.text, line.isMuted ? 'figure-note' : 'grid-text', { ...place, line: LINE.text })
    case 'verdict':
      return addLines(items, line.text, `grid-verdict ${line.className}`, { ...place, line: LINE.verdict })
    case 'number': {
      const baseline = y + LINE.number - 4
      const after = x + measure(line.symbol.replaceAll('_', ''), 'grid-symbol') + 6
      items.push({ kind: 'text', x, y: baseline, text: line.symbol, style: 'grid-symbol' })
      items.push({ kind: 'text', x: after, y: baseline, text: line.text, style: 'grid-number' })
      const below = y + LINE.number
      return line.note === undefined
        ? below
        : addLines(items, line.note, 'figure-note', { ...place, y: below, line: LINE.about })
    }
    case 'share': {
      const style = line.isEmphasised ? 'grid-text is-label' : 'grid-text'
      const percent = `${(100 * line.share).toFixed(1)} %`
      const room = width - measure(percent, 'grid-text') - 8
      const baseline = y + 12
      items.push({ kind: 'text', x, y: baseline, text: shortened(line.name, room, style, measure), style })
      items.push({
        kind: 'text',
        x: x + width - measure(percent, 'grid-text'),
        y: baseline,
        text: percent,
        style: 'grid-text',
      })
      const bar = { kind: 'rect', x, y: y + 15, height: 2 } as const
      items.push({ ...bar, width, style: 'grid-bar-room' })
      items.push({
        ...bar,
        width: Math.round(width * line.share),
        style: line.isEmphasised ? 'grid-bar is-label' : 'grid-bar',
      })
      return y + LINE.share
    }
  }
}

function addLines(items: PlacedItem[], text: string, style: string, place: Place & { readonly line: number }): number {
  const lines = wrap(text, { kind: style, width: place.width }, place.measure)
  for (const [index, line] of lines.entries()) {
    items.push({ kind: 'text', x: place.x, y: place.y + (index + 1) * place.line - 4, text: line, style })
  }
  return place.y + lines.length * place.line
}

/** With an ellipsis where it is too long. */
function shortened(text: string, room: number, style: string, measure: MeasureText): string {
  if (measure(text, style) <= room) return text
  let short = text
  while (short.length > 1 && measure(`${short}…`, style) > room) short = short.slice(0, -1)
  return `${short.trimEnd()}…`
}
