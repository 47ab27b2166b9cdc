/** @file Models that others trained and published, where a folder of them lies beside the repository. */
import { existsSync, readFileSync } from 'node:fs'
import { checkpointFrom, proposedAnswers } from '../engine/checkpoints/found/manifestFrom'
import type { ModelAnswers } from '../engine/checkpoints/found/types'
import { buildClassifier, readModelFiles } from '../engine/checkpoints/loadClassifier'
import { UNCONTROLLED } from '../engine/jobControl'
import { readModel } from '../worker/models/readModel'

const shared = new URL('../../../shared/', import.meta.url)

export const isShared = (path: string): boolean => existsSync(new URL(path, shared))

export const sharedFile = (path: string): Blob => new Blob([new Uint8Array(readFileSync(new URL(path, shared)))])

/** Opened as on the page, with these answers in place of what is proposed; as the engine runs it. */
export async function publishedModel(path: string, answers: Partial<ModelAnswers> = {}) {
  const opened = await readModel([{ path, blob: sharedFile(path) }])
  if (opened.kind !== 'found') throw new Error(`${path} has a manifest.`)
  const { found, takeWeights } = opened
  const proposed = proposedAnswers(found)
  const checkpoint = checkpointFrom(found, { ...proposed, ...answers }, await takeWeights(proposed.set, UNCONTROLLED))
  const { id, manifest, weights } = checkpoint
  const files: Record<string, ArrayBuffer> = { manifest: new TextEncoder().encode(manifest).buffer, weights }
  const location = { id, manifestUrl: 'manifest', weightsUrl: 'weights' }
  return {
    found,
    checkpoint,
    classifier: buildClassifier(await readModelFiles(location, async (_, url) => files[url] as ArrayBuffer)),
  }
}
