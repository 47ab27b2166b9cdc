/** @file A trained model as the two files of a folder in models/, which load again on the page and in PyTorch. */

import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { countOf } from '../../countOf'
import type { Figures } from '../checkpoints/figures'
import { WEIGHTS_FILE } from '../checkpoints/formats/manifestAndWeights'
import { learnedCount } from '../checkpoints/learned'
import { type Manifest, manifestInFile, parseManifest } from '../checkpoints/manifest'
import { type PlainTensor, writeSafetensors } from '../checkpoints/writeSafetensors'
import { chooseObjective } from '../objectives/registry'
import { parseTrainingSettings } from './settings'
import type { TrainedFiles } from './types'

/** The model's name, and its id of lower-case letters, digits and hyphens. */
export interface TrainedName {
  readonly id: string
  readonly name: string
}

export interface TrainedBy extends TrainedName {
  /** See `parseTrainingSettings`. */
  readonly settings: unknown
  /** Taken. */
  readonly step: number
  /** Trained on. */
  readonly images: number
  readonly figures: Figures
}

/** @param from the manifest of the trained model, with the id of the one it started from */
export function trainedFiles(
  from: Manifest,
  weights: ReadonlyMap<string, PlainTensor>,
  { id, name, settings: given, step, images, figures }: TrainedBy,
): TrainedFiles {
  const file = writeSafetensors(weights)
  const { settings } = parseTrainingSettings(given)
  const { objective } = chooseObjective(settings.objective)
  const { epsilon255 } = settings.objective.settings as { readonly epsilon255?: number }
  const epochs = (steps: number) => Math.round((steps * settings.batchSize) / images)
  // Published figures belong to the model that this one started from.
  const { claims: _, ...same } = from
  const manifest: Manifest = {
    ...same,
    id,
    name,
    training: {
      objective: objective.id,
      summary: `${objective.name}: ${countOf(step, 'step')} of ${countOf(settings.batchSize, 'image')} in the browser, from "${from.name}".`,
      epsilon255: epsilon255 ?? null,
      startedFrom: from.id,
      epochsTrained: epochs(step),
      epochsPlanned: epochs(settings.schedule.steps),
      seed: settings.seed,
      recipe: { ...settings, images, stepsTaken: step },
      libraries: {},
      secondsPerEpoch: null,
    },
    weights: {
      file: WEIGHTS_FILE,
      sha256: bytesToHex(sha256(new Uint8Array(file))),
      bytes: file.byteLength,
      dtype: 'float32',
      parameters: learnedCount(weights),
    },
    figures,
  }
  const text = JSON.stringify(manifestInFile(manifest), null, 2)
  // Anything that could not be loaded again is reported now.
  parseManifest(text)
  return { manifest: text, weights: file }
}
