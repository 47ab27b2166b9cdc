import { PickleEnds } from '../pickle/cursor'
import { PickleFault } from '../pickle/machine'
import { type Unpickled, unpickle } from '../pickle/unpickle'
import { TORCH_MEANINGS } from './meanings'

/** @throws PickleEnds if more of the file may be needed, else Error with one sentence */
export function readPickleStart(bytes: Uint8Array, start: number, meanings = TORCH_MEANINGS): Unpickled {
  try {
    return unpickle(bytes, start, meanings)
  } catch (error) {
    if (error instanceof PickleFault) {
      throw new Error(`The checkpoint's pickle ${error.message}; load it in PyTorch and save its state_dict() alone.`)
    }
    throw error
  }
}

/** @throws Error with one sentence */
export function readPickle(bytes: Uint8Array, start: number): Unpickled {
  try {
    return readPickleStart(bytes, start)
  } catch (error) {
    throw error instanceof PickleEnds ? cutShort() : error
  }
}

export const cutShort = () =>
  new Error('The checkpoint is cut short: its pickle goes on past its end; fetch it again or export the model again.')
