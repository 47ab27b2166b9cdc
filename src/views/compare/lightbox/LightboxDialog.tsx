import type { Lightbox, LightboxMode } from '../../../store/compare/lightbox'
import { useActions, useApp } from '../../parts/appContext'
import { Choice } from '../../parts/Choice'
import { Dialog } from '../../parts/Dialog'
import { useSwipe } from '../../parts/layout/useSwipe'
import { LightboxMaps } from './LightboxMaps'
import { type LargeMap, largeMaps, rowsWithMaps } from './rowMaps'

const MODES: readonly (readonly [LightboxMode, string])[] = [
  ['beside', 'Side by side'],
  ['swipe', 'Swipe'],
  ['difference', 'Difference'],
]

/** A map as large as the window has room for, beside another, under a divider, or subtracted from it. */
export function LightboxDialog() {
  const lightbox = useApp((state) => state.lightbox)
  return lightbox && <Opened lightbox={lightbox} />
}

function Opened({ lightbox }: { readonly lightbox: Lightbox }) {
  const { rowId, firstId, secondId, mode } = lightbox
  const state = useApp((all) => all)
  const { changeLightbox, closeLightbox } = useActions()
  const rows = rowsWithMaps(state)
  const choices = largeMaps(state, rowId)

  /** The first map of the choice before or after, in a circle. */
  function step(by: 1 | -1): void {
    const place = choices.findIndex(({ id }) => id === firstId)
    const next = choices[(place + by + choices.length) % choices.length]
    if (next !== undefined) changeLightbox({ firstId: next.id })
  }

  function changeRow(row: string): void {
    const ids = largeMaps(state, row).map(({ id }) => id)
    const [only = firstId, other = null] = ids
    changeLightbox({
      rowId: row,
      firstId: ids.includes(firstId) ? firstId : only,
      secondId: secondId === null || ids.includes(secondId) ? secondId : other,
    })
  }

  const swipe = useSwipe((direction) => {
    if (direction === 'left') step(1)
    if (direction === 'right') step(-1)
  })

  return (
    <Dialog
      className="lightbox"
      title={rows.find(({ id }) => id === rowId)?.title ?? 'Map'}
      testId="lightbox"
      notices={null}
      onClose={closeLightbox}
    >
      <div className="lightbox-controls">
        <label className="field">
          <span>Row</span>
          <select value={rowId} onChange={(event) => changeRow(event.target.value)}>
            {rows.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <MapSelect label="Map" value={firstId} choices={choices} onChange={(id) => changeLightbox({ firstId: id })} />
        {choices.length > 1 && (
          <>
            <MapSelect
              label="Beside"
              value={secondId ?? ''}
              choices={[{ id: '', name: 'nothing' }, ...choices]}
              onChange={(id) => changeLightbox({ secondId: id || null })}
            />
            <div className="lightbox-steps">
              <button type="button" className="button" onClick={() => step(-1)}>
                ← Previous
              </button>
              <button type="button" className="button" onClick={() => step(1)}>
                Next →
              </button>
            </div>
          </>
        )}
        {secondId !== null && (
          <Choice label="Compare" value={mode} options={MODES} onChange={(next) => changeLightbox({ mode: next })} />
        )}
      </div>
      <div className="lightbox-stage" {...swipe}>
        <LightboxMaps lightbox={lightbox} choices={choices} />
      </div>
    </Dialog>
  )
}

interface MapSelectProps {
  readonly label: string
  readonly value: string
  readonly choices: readonly LargeMap[]
  readonly onChange: (id: string) => void
}

function MapSelect({ label, value, choices, onChange }: MapSelectProps) {
  return (
    <label className="field">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {choices.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
