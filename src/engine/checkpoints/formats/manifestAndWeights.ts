/** @file A manifest and its weights, as in models/ and as the page exports trained models. */
import { MAX_MANIFEST_BYTES, MAX_WEIGHTS_BYTES } from '../limits'
import { manifestId } from '../modelId'
import { fileNameOf } from './fileNames'
import type { CheckpointFormat } from './types'

export const MANIFEST_FILE = 'manifest.json'
export const WEIGHTS_FILE = 'weights.safetensors'

const missing = (name: string): string =>
  `There is no ${name} among the files; choose a model's folder, its zip, or both of its files.`

export const manifestAndWeights: CheckpointFormat = {
  opens: `a zip or folder of ${MANIFEST_FILE} and ${WEIGHTS_FILE}`,
  holdsWeights: (name) => name === WEIGHTS_FILE,
  companion: { name: MANIFEST_FILE, withoutWeights: missing(WEIGHTS_FILE) },

  async read(weights, beside, control) {
    const description = beside.find(({ path }) => fileNameOf(path) === MANIFEST_FILE)
    if (description === undefined) throw new Error(missing(MANIFEST_FILE))
    const manifest = new TextDecoder().decode(await description.load(MAX_MANIFEST_BYTES, control))
    const id = manifestId(manifest, MANIFEST_FILE)
    const checkpoint = { id, manifest, weights: await weights.load(MAX_WEIGHTS_BYTES, control) }
    return { kind: 'whole', checkpoint }
  },
}
