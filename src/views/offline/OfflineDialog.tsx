import { Notices } from '../Notices'
import { useActions, useApp } from '../parts/appContext'
import { Dialog } from '../parts/Dialog'
import { lazyPart } from '../parts/lazyPart'

const OfflineBody = lazyPart(async () => (await import('./OfflineBody')).OfflineBody)

/** What works without a network, and all that may be made to. */
export function OfflineDialog() {
  const isOpen = useApp((state) => state.dialog === 'offline')
  const { closeDialog } = useActions()
  if (!isOpen) return null
  return (
    <Dialog
      className="is-offline"
      title="Work offline"
      testId="offline"
      notices={<Notices place="offline" />}
      onClose={closeDialog}
    >
      <OfflineBody />
    </Dialog>
  )
}
