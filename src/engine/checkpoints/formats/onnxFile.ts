import { MAX_WEIGHTS_BYTES } from '../limits'
import type { CheckpointFormat } from './types'

/** Any classifier that was exported to ONNX. */
export const onnxFile: CheckpointFormat = {
  opens: 'an ONNX file (.onnx)',
  holdsWeights: (name) => /\.onnx$/i.test(name),

  async read(file, _beside, control) {
    const bytes = new Uint8Array(await file.load(MAX_WEIGHTS_BYTES, control))
    // What decodes it is loaded where such a file is opened, not with the page.
    const { openOnnx } = await import('../onnx/openOnnx')
    return openOnnx(file.path, bytes)
  },
}
