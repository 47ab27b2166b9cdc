import { checkpointFrom, proposedAnswers } from '../engine/checkpoints/found/manifestFrom'
import type { ModelAnswers } from '../engine/checkpoints/found/types'
import { buildClassifier, readModelFiles } from '../engine/checkpoints/loadClassifier'
import { UNCONTROLLED } from '../engine/jobControl'
import type { DataFile } from '../images/datasets/types'
import { readModel } from '../worker/models/readModel'

/** A model without a manifest, opened as on the page, with these answers in place of what is proposed; as the engine runs it. */
export const openedModel = (path: string, blob: Blob, answers: Partial<ModelAnswers> = {}) =>
  openedFiles([{ path, blob }], answers)

/** The same of several files. */
export async function openedFiles(files: readonly DataFile[], answers: Partial<ModelAnswers> = {}) {
  const opened = await readModel(files)
  if (opened.kind !== 'found') throw new Error('The files have a manifest.')
  const { found, takeWeights } = opened
  const given = { ...proposedAnswers(found), ...answers }
  const checkpoint = checkpointFrom(found, given, await takeWeights(given.set, UNCONTROLLED))
  const { id, manifest, weights } = checkpoint
  const written: Record<string, ArrayBuffer> = { manifest: new TextEncoder().encode(manifest).buffer, weights }
  const location = { id, manifestUrl: 'manifest', weightsUrl: 'weights' }
  const modelFiles = await readModelFiles(location, async (_, url) => written[url] as ArrayBuffer)
  return { found, checkpoint, classifier: buildClassifier(modelFiles) }
}
