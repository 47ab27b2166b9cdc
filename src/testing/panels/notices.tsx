import { Notices } from '../../views/Notices'
import { PanelFrame } from './PanelFrame'
import type { Panel } from './types'

const state = {
  addressNotice: 'The address names a model that is not in the zoo, “cifar10-none”; choose one under Models.',
  imageError: '“notes.txt” is a text file, not an image; choose a PNG, JPEG, WebP, AVIF, GIF or BMP.',
}

export const noticesPanel: Panel = {
  title: 'Notices',
  content: (
    <PanelFrame state={state}>
      <Notices place="page" />
    </PanelFrame>
  ),
}
