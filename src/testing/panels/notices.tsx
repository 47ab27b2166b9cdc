import { UnknownFamily } from '../../engine/checkpoints/found/unknownFamily'
import type { AppState } from '../../store/types'
import { Notices } from '../../views/Notices'
import { PanelFrame } from './PanelFrame'
import type { Panel } from './types'

const state: Partial<AppState> = {
  fileNotice: {
    kind: 'refused',
    message:
      'The 3 tensors are of no family of models known here (they begin with "stem.weight" [8, 3, 3, 3]); export the model to ONNX with torch.onnx.export and open that file.',
    recipe: new UnknownFamily().recipe,
  },
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
