import { MAX_WEIGHTS_BYTES } from '../limits'
import { fileNameOf } from './fileNames'
import type { CheckpointFile, CheckpointFormat } from './types'

/** Any classifier that was exported to ONNX. */
export const onnxFile: CheckpointFormat = {
  opens: 'an ONNX file (.onnx, with its .onnx.data)',
  holdsWeights: (name) => /\.onnx$/i.test(name),

  async read(file, beside, control) {
    const bytesOf = async (each: CheckpointFile) => new Uint8Array(await each.load(MAX_WEIGHTS_BYTES, control))
    const bytes = await bytesOf(file)
    // The decoder is loaded when such a file is opened, not with the page.
    const { openOnnx } = await import('../onnx/openOnnx')
    return openOnnx(file.path, bytes, async (name) => {
      const other = beside.find(({ path }) => fileNameOf(path) === name)
      return other === undefined ? null : bytesOf(other)
    })
  },
}
