import { useState } from 'react'
import { standaloneSvg } from '../../../charts/export/standaloneSvg'
import { countOf } from '../../../countOf'
import type { ExportForm } from '../../../store/compare/exportForm'
import { imageSha256 } from '../../../store/compare/imageSha256'
import type { AppState } from '../../../store/types'
import { useActions, useAppState } from '../../parts/appContext'
import { copyTable } from '../../parts/exports/copyTable'
import type { ExportedFrom } from '../../parts/exports/exportedFrom'
import { mapCsvs, mapPngs } from '../../parts/exports/mapFiles'
import { type SavedFile, saveFiles } from '../../parts/exports/saveFiles'
import { useExportedFrom } from '../../parts/exports/useExportedFrom'
import { useStatefulPng } from '../../parts/exports/useStatefulPng'
import { type ComparisonContent, comparisonContent } from './comparisonContent'
import { ownScale } from './comparisonGrid'
import { comparisonMaps } from './comparisonMaps'
import { comparisonCsv, comparisonJson, comparisonTable } from './comparisonTables'
import { comparisonFigure, comparisonName } from './exportFiles'

interface Saved {
  readonly state: AppState
  readonly imageSha256: () => Promise<string | null>
  readonly form: ExportForm
  readonly content: ComparisonContent
  readonly from: ExportedFrom
  /** Of the files, without an ending. */
  readonly name: string
  readonly statefulPng: (svg: string) => Promise<Blob>
}

/** Does it, and returns what was done in words. */
type Save = (saved: Saved) => Promise<string>

const oneFile =
  (ending: string, type: string, text: (saved: Saved) => string | Promise<string>): Save =>
  async (saved) =>
    files(saved, [{ name: `${saved.name}.${ending}`, content: new Blob([await text(saved)], { type }) }])

async function files({ name }: Saved, all: readonly SavedFile[]): Promise<string> {
  if (all.length === 0) throw new Error('None of the chosen cells has a map yet; wait until they are computed.')
  await saveFiles(name, all)
  return all.length === 1 ? `Saved ${all[0]?.name}.` : `Saved ${countOf(all.length, 'file')} in ${name}.zip.`
}

const figureSvg = ({ state, form, from }: Saved): string => standaloneSvg(comparisonFigure(state, form, from))

const FIGURE: readonly (readonly [label: string, save: Save])[] = [
  ['SVG', oneFile('svg', 'image/svg+xml', figureSvg)],
  [
    'PNG',
    async (saved) => files(saved, [{ name: `${saved.name}.png`, content: await saved.statefulPng(figureSvg(saved)) }]),
  ],
  [
    'Print',
    async () => {
      window.print()
      return ''
    },
  ],
]

const NUMBERS: typeof FIGURE = [
  [
    'CSV',
    oneFile('csv', 'text/csv', async ({ state, imageSha256, content }) =>
      comparisonCsv({ ...state, imageSha256: await imageSha256() }, content),
    ),
  ],
  [
    'JSON',
    oneFile('json', 'application/json', async ({ state, imageSha256, content, from, form }) =>
      comparisonJson({ ...state, imageSha256: await imageSha256() }, content, from, form.hasMapValues),
    ),
  ],
  [
    'Copy as a table',
    async ({ content }) => {
      await copyTable(comparisonTable(content))
      return 'Copied; paste it into a spreadsheet or a document.'
    },
  ],
]

const MAPS: typeof FIGURE = [
  [
    'PNG',
    async (saved) =>
      files(saved, await mapPngs(comparisonMaps(saved.content), (map) => saved.form.scale ?? ownScale(map))),
  ],
  ['CSV', (saved) => files(saved, mapCsvs(comparisonMaps(saved.content)))],
]

/** Saves what is chosen. */
export function SaveButtons({ form }: { readonly form: ExportForm }) {
  const stateNow = useAppState()
  const exportedFrom = useExportedFrom()
  const statefulPng = useStatefulPng()
  const { setExport } = useActions()
  const [said, setSaid] = useState<{ readonly text: string; readonly isProblem: boolean } | null>(null)

  async function run(save: Save): Promise<void> {
    const state = stateNow()
    const from = exportedFrom()
    const content = comparisonContent(state, form.leftOut)
    try {
      setSaid({
        text: await save({
          state,
          imageSha256: async () => state.image && imageSha256(state.image),
          form,
          content,
          from,
          name: comparisonName(from),
          statefulPng,
        }),
        isProblem: false,
      })
    } catch (error) {
      setSaid({ text: (error as Error).message, isProblem: true })
    }
  }

  const group = (title: string, saves: typeof FIGURE, note: string) => (
    <fieldset className="export-saves">
      <legend>{title}</legend>
      <div className="exports">
        {saves.map(([label, save]) => (
          <button key={label} type="button" className="button" onClick={() => void run(save)}>
            {label}
            <span className="visually-hidden"> of {title.toLowerCase()}</span>
          </button>
        ))}
      </div>
      <p className="hint">{note}</p>
    </fieldset>
  )

  return (
    <>
      {group(
        'The figure',
        FIGURE,
        'The PNG is twice as large as shown. Dropped on this page, it brings back what is on screen.',
      )}
      {group('The numbers', NUMBERS, 'In full precision.')}
      <label className="check">
        <input
          type="checkbox"
          checked={form.hasMapValues}
          onChange={(event) => setExport({ hasMapValues: event.target.checked })}
        />
        JSON with the values of the maps
      </label>
      {group('Each map', MAPS, 'Exact pixels at the chosen scale, and their values; several come in a zip.')}
      <p
        className={said?.isProblem ? 'error' : 'note'}
        role={said?.isProblem ? 'alert' : 'status'}
        data-testid="export-said"
      >
        {said?.text}
      </p>
    </>
  )
}
