/** @file The comparison's numbers: as CSV, as JSON, and as a table for a spreadsheet. */
import { findClass } from '../../../store/compare/questions'
import { type CsvRow, csv } from '../../../store/csv'
import type { AppState } from '../../../store/types'
import type { CellContent, MapContent } from '../../parts/exports/content'
import type { TextTable } from '../../parts/exports/copyTable'
import type { ExportedFrom } from '../../parts/exports/exportedFrom'
import { percent } from '../../parts/format'
import type { ComparisonContent } from './comparisonContent'

const COLUMNS = [
  ...['model', 'model_name', 'weights_sha256'],
  ...['image', 'image_gallery_id', 'image_sha256', 'label'],
  ...['attack', 'norm', 'epsilon', 'attack_settings', 'target', 'made_on'],
  ...['row', 'quantity', 'value', 'unit', 'text'],
]

type Row = CsvRow<string>

/** What the numbers depend on, beside the models. */
export interface Asked extends Pick<AppState, 'image' | 'label' | 'attack'> {
  /** Of the image's file. */
  readonly imageSha256: string | null
}

/** A row for each number, class probability and verdict of each model, with all that it depends on: rows of many files can be joined. */
export function comparisonCsv(
  { image, imageSha256, label, attack }: Asked,
  { columns, rows }: ComparisonContent,
): string {
  const { norm, epsilon, ...settings } = attack.choice.settings
  const ofImage: Row = {
    image: image?.name ?? null,
    image_gallery_id: image?.galleryId ?? null,
    image_sha256: imageSha256,
    attack: attack.choice.id,
    norm,
    epsilon,
    attack_settings: JSON.stringify(settings),
    target: attack.target,
    made_on: attack.madeOn,
  }
  return csv(
    COLUMNS,
    columns.flatMap(({ id, name, manifest }, place) =>
      rows.flatMap((row) =>
        valuesOf(row.cells[place] ?? null).map((values) => ({
          model: id,
          model_name: name,
          weights_sha256: manifest.weights.sha256,
          ...ofImage,
          label: label !== null && findClass(manifest.classes, label) !== null ? label : OWN_LABEL,
          row: row.id,
          ...values,
        })),
      ),
    ),
  )
}

/** Where no label is chosen, or a model does not know it. */
const OWN_LABEL = 'own prediction'

const valuesOf = (cell: CellContent | null): Row[] =>
  cell === null
    ? []
    : [
        ...(cell.verdict ? [{ quantity: 'verdict', text: cell.verdict.outcome }] : []),
        ...(cell.numbers ?? []).map(({ id, value, unit }) => ({ quantity: id, value, unit })),
        ...(cell.classes ?? []).map(({ name, probability }, rank) => ({
          quantity: `probability_${rank + 1}`,
          value: probability,
          text: name,
        })),
      ]

/** As on the page: a column for each model, a row for each number. */
export function comparisonTable({ columns, rows }: ComparisonContent): TextTable {
  const lines = rows.flatMap((row) => {
    const named = row.cells.map((cell) => new Map(cell === null ? [] : shownOf(cell)))
    const names = [...new Set(named.flatMap((values) => [...values.keys()]))]
    return names.map((name) => [`${row.title}: ${name}`, ...named.map((values) => values.get(name) ?? '')])
  })
  return { head: ['', ...columns.map(({ name }) => name)], rows: lines }
}

const shownOf = ({ verdict, classes = [], numbers = [] }: CellContent): [string, string | number][] => [
  ...(verdict ? [['verdict', verdict.text] as [string, string]] : []),
  ...classes.map(({ name, probability }, rank): [string, string] => [
    `class ${rank + 1}`,
    `${name} ${percent(probability)} %`,
  ]),
  ...numbers.map(({ symbol, value, unit }): [string, string | number] => [
    [symbol.replaceAll('_', ''), unit && `(${unit})`].filter(Boolean).join(' '),
    value ?? '',
  ]),
]

/** Everything: settings, models, numbers and, if asked for, the values of the maps. */
export function comparisonJson(
  { image, imageSha256, label, attack, display }: Asked & Pick<AppState, 'display'>,
  { columns, rows }: ComparisonContent,
  from: ExportedFrom,
  withMaps: boolean,
): string {
  const cell = (content: CellContent | null) =>
    content && {
      ...(content.verdict && { verdict: content.verdict.outcome, verdictText: content.verdict.text }),
      numbers: Object.fromEntries((content.numbers ?? []).map(({ id, value, unit }) => [id, { value, unit }])),
      ...(content.classes && { likeliestClasses: content.classes }),
      ...(content.notes && content.notes.length > 0 && { notes: content.notes }),
      ...(withMaps && content.map && { map: mapValues(content.map) }),
    }
  const content = {
    format: 'gradlens-comparison',
    formatVersion: 1,
    notes: [
      'Gradients are with respect to pixels in [0, 1]; sizes and epsilon are in the attack’s norm on pixels in [0, 1].',
      'Maps are (height, width, channels), row by row; a cell is null where nothing was computed with these settings.',
    ],
    ...from,
    image: image && { name: image.name, galleryId: image.galleryId, sha256: imageSha256 },
    label,
    attack,
    display,
    models: columns.map(({ id, name, manifest: { data, architecture, weights } }) => ({
      id,
      name,
      data,
      architecture: architecture.name,
      weightsSha256: weights.sha256,
    })),
    rows: rows.map((row) => ({
      id: row.id,
      title: row.title,
      ...(row.common.length > 0 && { common: row.common.map(cell) }),
      models: Object.fromEntries(columns.map(({ id }, place) => [id, cell(row.cells[place] ?? null)])),
    })),
  }
  return `${JSON.stringify(content, null, 1)}\n`
}

const mapValues = ({ title, height, width, channels, values }: MapContent) => ({
  title,
  shape: [height, width, channels],
  values: Array.from(values),
})
