/** @file A model's training log: one JSON object per line, one line per epoch. Untrusted, like manifests. */

import { z } from 'zod'
import { parseBoundedJson } from '../../boundedJson'
import { countOf } from '../../countOf'
import { quoteValue } from '../../quote'
import { MAX_LOGGED_EPOCHS, MAX_LOGGED_FIGURES, MAX_TRAINING_LOG_BYTES } from './limits'
import type { ReadBytes } from './loadClassifier'
import { parseWithFieldNames } from './parseWithFieldNames'

/** The log of an epoch: "epoch", and figures by the training's names. */
export type LoggedEpoch = Readonly<Record<string, number>> & { readonly epoch: number }

/** Sorted by epoch. */
export type TrainingLog = readonly LoggedEpoch[]

const loggedEpoch = z
  .record(z.string().regex(/^[a-zA-Z][a-zA-Z0-9_]{0,39}$/), z.number())
  .refine(({ epoch }) => Number.isInteger(epoch) && (epoch as number) >= 1, {
    path: ['epoch'],
    error: 'must be a whole number from 1 on',
  })
  .refine((line) => Object.keys(line).length <= MAX_LOGGED_FIGURES, `has more than ${MAX_LOGGED_FIGURES} fields`)

/** Reads and checks a log of at most 1 MiB. Throws one sentence that names the line and the field. */
export async function readTrainingLog(url: string, readBytes: ReadBytes): Promise<TrainingLog> {
  return parseTrainingLog(new TextDecoder().decode(await readBytes('training log', url, MAX_TRAINING_LOG_BYTES)))
}

export function parseTrainingLog(text: string): TrainingLog {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  if (lines.length > MAX_LOGGED_EPOCHS) {
    throw new Error(
      `The training log has ${countOf(lines.length, 'line')} where ${MAX_LOGGED_EPOCHS.toLocaleString('en')} are read; export the model again.`,
    )
  }
  // An interrupted and resumed run may have written an epoch twice; the later line belongs to the shipped weights.
  const epochs = new Map<number, LoggedEpoch>()
  for (const [index, line] of lines.entries()) {
    const what = `training log's line ${index + 1}`
    const epoch = parseWithFieldNames(loggedEpoch, parseLine(line, what), what) as LoggedEpoch
    epochs.set(epoch.epoch, epoch)
  }
  return [...epochs.values()].sort((a, b) => a.epoch - b.epoch)
}

function parseLine(line: string, what: string): unknown {
  try {
    return parseBoundedJson(line)
  } catch (error) {
    throw new Error(
      `The ${what} ${(error as Error).message} (it begins ${quoteValue(line.slice(0, 20))}); export the model again.`,
    )
  }
}
