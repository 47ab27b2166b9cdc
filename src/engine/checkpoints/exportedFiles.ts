/** @file What a model is exported as beside its manifest and weights. */
import { parseManifest } from './manifest'
import { readSafetensors } from './safetensors'

interface ExportedFile {
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/**
 * Of a model that was opened from ONNX, the same again with the weights that it has now, for whatever reads ONNX.
 *
 * @throws Error with one sentence where the files are not a model's
 */
export async function exportedFiles(manifest: string, weights: ArrayBuffer): Promise<readonly ExportedFile[]> {
  const { architecture } = parseManifest(manifest)
  if (architecture.name !== 'onnx') return []
  const [{ onnxDescription }, { putTogether }] = await Promise.all([
    import('../architectures/onnx/description'),
    import('../onnx/file/putTogether'),
  ])
  const { file, frozen } = onnxDescription.parseSettings(architecture)
  return [{ name: 'model.onnx', bytes: putTogether({ graph: file, frozen }, readSafetensors(weights)) }]
}
