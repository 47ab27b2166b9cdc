import { NOT_OFFLINE } from '../../store/offline/offline'
import { OfflineBody } from '../../views/offline/OfflineBody'
import { UpdateNotice } from '../../views/offline/UpdateNotice'
import { PanelFrame } from './PanelFrame'
import type { Panel } from './types'

const offline = {
  ...NOT_OFFLINE,
  isReady: true,
  files: { bytes: 21e6, totalBytes: 58e6 },
  hasUpdate: true,
  otherTabs: 2,
}

export const offlinePanel: Panel = {
  title: 'Work offline, and a new version',
  content: (
    <PanelFrame state={{ offline }}>
      <UpdateNotice />
      <OfflineBody />
    </PanelFrame>
  ),
}
