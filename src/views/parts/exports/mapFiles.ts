/** @file Maps as files of their own: their pixels as PNG, their values as CSV. */
import { canvasOf } from '../../../charts/export/grid/canvasOf'
import { pngOf } from '../../../charts/export/rasterize'
import { csv } from '../../../store/csv'
import type { MapContent } from './content'
import type { SavedFile } from './saveFiles'

export interface NamedMap {
  /** Of its file, without an ending. */
  readonly name: string
  readonly map: MapContent
}

/** Each pixel as a square of `scale` by `scale` pixels, nothing is mixed. */
export const mapPngs = (maps: readonly NamedMap[], scaleOf: (map: MapContent) => number): Promise<SavedFile[]> =>
  Promise.all(
    maps.map(async ({ name, map }) => ({
      name: `${name}.png`,
      content: await pngOf(canvasOf({ ...map, scale: scaleOf(map) })),
    })),
  )

export const mapCsvs = (maps: readonly NamedMap[]): SavedFile[] =>
  maps.map(({ name, map }) => ({
    name: `${name}.csv`,
    content: new Blob([mapCsv(map)], { type: 'text/csv' }),
  }))

const COLUMNS = { 1: ['y', 'x', 'value'], 3: ['y', 'x', 'red', 'green', 'blue'] } as const

/** A row for each pixel, from the top left. */
export function mapCsv({ width, values, channels }: Pick<MapContent, 'width' | 'values' | 'channels'>): string {
  const columns: readonly string[] = COLUMNS[channels]
  const rows = Array.from({ length: values.length / channels }, (_, pixel) => {
    const numbers = [Math.floor(pixel / width), pixel % width]
    for (let channel = 0; channel < channels; channel++) numbers.push(values[pixel * channels + channel] ?? 0)
    return Object.fromEntries(columns.map((column, place) => [column, numbers[place] ?? 0]))
  })
  return csv(columns, rows)
}
