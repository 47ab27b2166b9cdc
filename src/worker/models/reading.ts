/** @file What the reading worker does: one model, looked up, downloaded, or read and held until it is ended. */
import type { OpenedCheckpoint } from '../../engine/checkpoints/formats/types'
import type { JobControl } from '../../engine/jobControl'
import { JobQueue } from '../jobQueue'
import type { FromReading, ReadingCall, ToReading } from '../readingMessages'
import { forgetDownloads, keptDownloads } from './hub/downloadCache'
import { downloadModel } from './hub/downloadModel'
import { lookUpModel } from './hub/lookUpModel'
import { isZippedModel, readModel } from './readModel'

/** Answers messages by `post`, with the buffers that go along rather than being copied. */
export function startReading(
  post: (message: FromReading, transfer: ArrayBuffer[]) => void,
): (message: ToReading) => void {
  const queue = new JobQueue((message) => post(message, message.type === 'done' ? weightsIn(message.output) : []))
  let opened: OpenedCheckpoint | null = null
  const answer = async (call: ReadingCall, control: JobControl) => {
    switch (call.name) {
      case 'isZippedModel':
        return isZippedModel(call.input.file, control)
      case 'readModel':
        opened = await readModel(call.input.files, control)
        return opened.kind === 'whole' ? opened : { kind: opened.kind, found: opened.found }
      case 'takeWeights':
        if (opened?.kind === 'found') return opened.takeWeights(call.input.set, control)
        throw new Error('No model is open whose weights can be taken; open its file again.')
      case 'lookUpHubModel':
        return lookUpModel(call.input, control)
      case 'downloadHubModel':
        return downloadModel(call.input, control)
      case 'forgetDownloads':
        await forgetDownloads()
        return keptDownloads()
      case 'keptDownloads':
        return keptDownloads()
    }
  }
  return (message) => {
    if (message.type === 'cancel') queue.cancel(message.jobId)
    else queue.add(message.jobId, (control) => answer(message, control))
  }
}

/** Of a checkpoint, or of weights that were taken. */
function weightsIn(output: unknown): ArrayBuffer[] {
  const { weights, checkpoint } = (output ?? {}) as { weights?: unknown; checkpoint?: { weights?: unknown } }
  return [weights, checkpoint?.weights].filter((bytes) => bytes instanceof ArrayBuffer)
}
