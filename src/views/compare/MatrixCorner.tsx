import { useActions, useApp } from '../parts/appContext'

/** Opens the zoo, and says what all columns have in common. */
export function MatrixCorner({ variant }: { readonly variant: string }) {
  const chosen = useApp((state) => state.models.length)
  const shipped = useApp((state) => state.zoo.length)
  const { openExport, openZoo } = useActions()
  return (
    <div className="matrix-corner">
      <button type="button" className="button" onClick={openZoo} data-testid="open-zoo">
        Models
        <span className="muted">
          {chosen} of {shipped}
        </span>
      </button>
      <button type="button" className="button" onClick={() => openExport()} data-testid="open-export">
        Export
      </button>
      {variant && <p className="muted">{variant}</p>}
    </div>
  )
}
