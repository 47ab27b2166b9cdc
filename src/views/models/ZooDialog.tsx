import { Notices } from '../Notices'
import { useActions, useApp } from '../parts/appContext'
import { Dialog } from '../parts/Dialog'
import { lazyPart } from '../parts/lazyPart'

const ZooBody = lazyPart(async () => (await import('./ZooBody')).ZooBody)

/** The page's models, of which one to six are shown side by side, and the person's own. */
export function ZooDialog() {
  const isOpen = useApp((state) => state.dialog === 'models')
  const { closeZoo } = useActions()
  if (!isOpen) return null
  return (
    <Dialog className="is-zoo" title="Models" testId="zoo" notices={<Notices place="models" />} onClose={closeZoo}>
      <ZooBody />
    </Dialog>
  )
}
