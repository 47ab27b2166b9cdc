import { Notices } from '../Notices'
import { useActions } from '../parts/appContext'
import { Dialog } from '../parts/Dialog'
import { KeptBody } from './KeptBody'

/** All runs and models that the browser keeps, with the storage that they take. */
export function KeptDialog() {
  const { closeDialog } = useActions()
  return (
    <Dialog
      className="is-kept"
      title="Kept work"
      testId="kept"
      notices={<Notices place="kept" />}
      onClose={closeDialog}
    >
      <KeptBody />
    </Dialog>
  )
}
