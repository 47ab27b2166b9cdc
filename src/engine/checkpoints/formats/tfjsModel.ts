import { MAX_TFJS_JSON_BYTES } from '../../tfjsModels/limits'
import type { CheckpointFormat } from './types'

/** Between the braces of its first lines: "modelTopology" or "weightsManifest", or since tfjs 1.0 the format. */
const BEGINNING = /^(\xef\xbb\xbf)?\s*\{.*"(modelTopology"|weightsManifest"|format"\s*:\s*"(layers|graph)-model")/s

/** A classifier of TensorFlow.js: model.json and the shards of its weights. */
export const tfjsModel: CheckpointFormat = {
  opens: 'a TensorFlow.js model (model.json together with its shards)',
  holdsWeights: (name) => /\.json$/i.test(name),
  beginsLikeWeights: (head) => BEGINNING.test(String.fromCharCode(...head.subarray(0, 4096))),

  async read(file, beside, control) {
    const bytes = new Uint8Array(await file.load(MAX_TFJS_JSON_BYTES, control))
    const { openTfjs } = await import('../tfjs/openTfjs')
    return openTfjs(file.path, bytes, beside, control)
  },
}
