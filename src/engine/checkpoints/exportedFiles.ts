/** @file Files that are exported beside a model's manifest and weights. */
import { parseManifest } from './manifest'
import { readSafetensors } from './safetensors'

interface ExportedFile {
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

type Architecture = ReturnType<typeof parseManifest>['architecture']
type Write = (architecture: Architecture, weights: ArrayBuffer) => Promise<readonly ExportedFile[]>

/** By the architecture's name; what writes them is loaded when first needed. */
const WRITERS: Readonly<Record<string, Write>> = {
  async onnx(architecture, weights) {
    const [{ onnxDescription }, { putTogether }] = await Promise.all([
      import('../architectures/onnx/description'),
      import('../onnx/file/putTogether'),
    ])
    const { file, frozen } = onnxDescription.parseSettings(architecture)
    return [{ name: 'model.onnx', bytes: putTogether({ graph: file, frozen }, readSafetensors(weights)) }]
  },
  async tfjs(architecture, weights) {
    const [{ parseTfjsSettings }, { writeTfjsModel }] = await Promise.all([
      import('../architectures/tfjs/settings'),
      import('../tfjsModels/file/writeModel'),
    ])
    return writeTfjsModel(parseTfjsSettings(architecture), readSafetensors(weights))
  },
}

/**
 * Of a model that was opened from ONNX or TensorFlow.js, the same again with the weights that it has now, for whatever
 * reads these.
 *
 * @throws Error with one sentence where the files are not a model's
 */
export async function exportedFiles(manifest: string, weights: ArrayBuffer): Promise<readonly ExportedFile[]> {
  const { architecture } = parseManifest(manifest)
  const write = Object.hasOwn(WRITERS, architecture.name) ? WRITERS[architecture.name] : undefined
  return write === undefined ? [] : write(architecture, weights)
}
