import { type JobControl, UNCONTROLLED } from '../../engine/jobControl'
import { isZippedModel, readModel } from '../../worker/models/readModel'

/** Opens a file as a model, and takes all weights that are found in it. */
export const readModelFile =
  (path: string) =>
  async (bytes: Uint8Array<ArrayBuffer>, control: JobControl = UNCONTROLLED): Promise<void> => {
    const opened = await readModel([{ path, blob: new Blob([bytes]) }], control)
    if (opened.kind !== 'found') return
    for (const [index, { recognised }] of opened.found.sets.entries()) {
      if (recognised !== null) await opened.takeWeights(index, control)
    }
  }

/** Looks into a zip for a model, as before it is opened as anything else. */
export const lookForModel = (bytes: Uint8Array<ArrayBuffer>, control: JobControl = UNCONTROLLED): Promise<boolean> =>
  isZippedModel({ path: 'set.zip', blob: new Blob([bytes]) }, control)
