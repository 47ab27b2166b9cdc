/** @file What time travel shows: run, epoch, image, attack. */
import { MAX_KEPT_EPOCHS } from '../../../engine/checkpoints/limits'
import { numberSettings } from '../../../engine/settings/numberSettings'
import { findGalleryImage } from '../../../images/gallery'
import type { TimeTravelLook } from '../../timeTravel/timeTravel'
import { initialTimeTravel } from '../../timeTravel/travelState'
import type { AppState } from '../../types'
import {
  type AddressParameter,
  DETAIL,
  defineParameter,
  ENTRY,
  GESTURE,
  type HistoryRule,
  type TextForm,
} from '../parameter'
import { exactNumber, oneOf, onOff, orNone } from '../texts'

const { epoch: EPOCH } = numberSettings({
  epoch: { min: 0, max: MAX_KEPT_EPOCHS, usual: 0, isWhole: true, label: 'Epoch' },
})

const runId: TextForm<string> = {
  write: (id) => id,
  read: (text, { timeTravel }) => timeTravel.offered.find(({ id }) => id === text)?.id,
}

const galleryId: TextForm<string> = { write: (id) => id, read: (text) => findGalleryImage(text)?.id }

function lookParameter<Name extends keyof TimeTravelLook>(
  name: Name,
  key: string,
  history: HistoryRule,
  text: TextForm<TimeTravelLook[Name]>,
  isKnown: (state: AppState) => boolean = () => true,
): AddressParameter {
  return defineParameter<TimeTravelLook[Name]>({
    key: `time.${key}`,
    history,
    text,
    isKnown,
    current: ({ timeTravel }) => timeTravel.look[name],
    usual: () => initialTimeTravel.look[name],
    withValue: (state, value) => {
      const { timeTravel } = state
      return { ...state, timeTravel: { ...timeTravel, look: { ...timeTravel.look, [name]: value } } }
    },
  })
}

export const timeTravelParameters: readonly AddressParameter[] = [
  // Which runs there are is known once the view was opened.
  lookParameter('runId', 'run', ENTRY, orNone(runId), ({ timeTravel }) => timeTravel.offered.length > 0),
  lookParameter('epoch', 'epoch', GESTURE, exactNumber(EPOCH)),
  lookParameter('imageId', 'image', ENTRY, orNone(galleryId)),
  lookParameter('attack', 'attack', DETAIL, oneOf(['fgsm', 'pgd'])),
  lookParameter('isBeside', 'beside', DETAIL, onOff),
]
