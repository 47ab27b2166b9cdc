import { useMemo } from 'react'
import { countOf } from '../../../countOf'
import type { ExportForm } from '../../../store/compare/exportForm'
import type { AppState } from '../../../store/types'
import { Notices } from '../../Notices'
import { useActions, useApp } from '../../parts/appContext'
import { Dialog } from '../../parts/Dialog'
import { comparisonContent, missingCells } from './comparisonContent'
import { ExportControls } from './ExportControls'
import { ExportPreview } from './ExportPreview'
import { SaveButtons } from './SaveButtons'

/** Chooses a part of the comparison and saves it: as a figure, as numbers, or map by map. */
export function ExportDialog() {
  const form = useApp((state) => state.exportForm)
  const state = useApp((all) => all)
  const { closeDialog } = useActions()
  return (
    <Dialog
      className="is-export"
      title="Export the comparison"
      testId="export"
      notices={<Notices place="export" />}
      onClose={closeDialog}
    >
      <div className="export-layout">
        <div className="export-settings">
          <ExportControls form={form} />
          <SaveButtons form={form} />
          <Missing state={state} form={form} />
        </div>
        <ExportPreview state={state} form={form} />
      </div>
    </Dialog>
  )
}

/** An export has nothing of earlier settings. */
function Missing({ state, form }: { readonly state: AppState; readonly form: ExportForm }) {
  const missing = useMemo(() => missingCells(comparisonContent(state, form.leftOut)), [state, form.leftOut])
  return (
    <p className="note" role="status" data-testid="export-missing">
      {missing > 0 &&
        `${countOf(missing, 'cell')} not computed with the present settings yet; an export leaves them empty.`}
    </p>
  )
}
