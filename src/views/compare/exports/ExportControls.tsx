import { type ExportForm, LARGEST_SCALE, type LeftOut } from '../../../store/compare/exportForm'
import { useActions, useApp } from '../../parts/appContext'
import { Choice } from '../../parts/Choice'
import { modelColumns } from '../../parts/models/modelColumns'
import { shownRows } from '../rows/registry'

const SCALES = [1, 2, 3, 4, 6, 8, 12, 16, 24, LARGEST_SCALE]

/** Which rows and models an export has, and how large its maps are. */
export function ExportControls({ form }: { readonly form: ExportForm }) {
  const models = useApp((state) => state.models)
  const display = useApp((state) => state.display)
  const { setExport } = useActions()
  const rows = shownRows(display).map(({ id, title }) => ({
    id,
    name: typeof title === 'string' ? title : title(display),
  }))
  return (
    <>
      <Parts legend="Rows" part="rows" all={rows} form={form} />
      <Parts legend="Models" part="models" all={modelColumns(models)} form={form} />
      <fieldset className="export-parts">
        <legend>Figure</legend>
        <label className="check">
          <input
            type="checkbox"
            checked={form.hasCharts}
            onChange={(event) => setExport({ hasCharts: event.target.checked })}
          />
          With the charts below the maps
        </label>
        <Choice<ExportForm['arrangement']>
          label="Numbers"
          value={form.arrangement}
          options={[
            ['below', 'Below maps'],
            ['beside', 'Beside maps'],
          ]}
          onChange={(arrangement) => setExport({ arrangement })}
        />
        <label className="field">
          <span>Scale of the maps</span>
          <select
            value={form.scale ?? ''}
            data-testid="export-scale"
            onChange={(event) => setExport({ scale: event.target.value === '' ? null : Number(event.target.value) })}
          >
            <option value="">as large as has room</option>
            {SCALES.map((scale) => (
              <option key={scale} value={scale}>
                {scale} × {scale} for a pixel
              </option>
            ))}
          </select>
        </label>
      </fieldset>
    </>
  )
}

interface PartsProps {
  readonly legend: string
  readonly part: keyof LeftOut
  readonly all: readonly { readonly id: string; readonly name: string }[]
  readonly form: ExportForm
}

/** At least one stays chosen. */
function Parts({ legend, part, all, form: { leftOut } }: PartsProps) {
  const { setExport } = useActions()
  const out = leftOut[part]
  const chosen = all.filter(({ id }) => !out.includes(id))
  const change = (id: string, isIn: boolean) =>
    setExport({ leftOut: { ...leftOut, [part]: isIn ? out.filter((other) => other !== id) : [...out, id] } })
  return (
    <fieldset className="export-parts">
      <legend>{legend}</legend>
      {all.map(({ id, name }) => {
        const isIn = !out.includes(id)
        return (
          <label key={id} className="check">
            <input
              type="checkbox"
              checked={isIn}
              disabled={isIn && chosen.length === 1}
              onChange={(event) => change(id, event.target.checked)}
            />
            {name}
          </label>
        )
      })}
    </fieldset>
  )
}
