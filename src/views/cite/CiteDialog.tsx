import { useMemo } from 'react'
import { Notices } from '../Notices'
import { useActions, useApp } from '../parts/appContext'
import { Dialog } from '../parts/Dialog'
import { useExportedFrom } from '../parts/exports/useExportedFrom'
import { modelColumns } from '../parts/models/modelColumns'
import { Citations } from './Citations'

/** How to cite the paper, and this page with the weights that it shows. */
export function CiteDialog() {
  const models = useApp((state) => state.models)
  const { closeDialog } = useActions()
  const exportedFrom = useExportedFrom()
  const shown = useMemo(() => ({ from: exportedFrom(), columns: modelColumns(models) }), [models, exportedFrom])
  return (
    <Dialog className="is-cite" title="Cite" testId="cite" notices={<Notices place="cite" />} onClose={closeDialog}>
      <Citations {...shown} />
    </Dialog>
  )
}
