import { Notices } from '../../Notices'
import { useActions, useApp } from '../../parts/appContext'
import { Dialog } from '../../parts/Dialog'
import { lazyPart } from '../../parts/lazyPart'

const OpeningBody = lazyPart(async () => (await import('./OpeningBody')).OpeningBody)

/** A person's model while it is opened. */
export function OpeningDialog() {
  const opening = useApp((state) => state.opening)
  const { dismissOpening } = useActions()
  if (opening === null) return null
  return (
    <Dialog
      className="is-opening"
      title={opening.found === null ? `Opening ${opening.file}` : `Open ${opening.found.file}`}
      testId="opening"
      notices={<Notices place="opening" />}
      keepsOpen
      onClose={dismissOpening}
    >
      <OpeningBody opening={opening} />
    </Dialog>
  )
}
