/** @file Model files of other tools. */
import { byEnding, ending, type ForeignKind, fits, startsWith } from './types'

/** The name of a zip's first entry, or null if `start` is not a zip. */
function firstZipEntry(start: string): string | null {
  if (!start.startsWith('PK\x03\x04') || start.length < 30) return null
  const length = start.charCodeAt(26) + 256 * start.charCodeAt(27)
  return start.slice(30, 30 + length)
}

const zipBeginsWith = (name: string, entry: RegExp): ForeignKind => ({
  name,
  matches: (start) => entry.test(firstZipEntry(start) ?? ''),
})

/** Tried before archives and data, because a model may be a zip. PyTorch checkpoints are opened, by their first bytes. */
export const foreignModels: readonly ForeignKind[] = [
  byEnding('a file with the ending of a PyTorch checkpoint but not as torch.save writes one', 'pt', 'pth', 'ckpt'),
  ending(zipBeginsWith('a Keras model', /^(metadata\.json|config\.json|model\.weights\.h5)$/), 'keras'),
  ending(zipBeginsWith('a NumPy archive (npz)', /\.npy$/), 'npz'),
  ending(
    zipBeginsWith('an Office document', /^(\[Content_Types\]\.xml|_rels\/|word\/|ppt\/|xl\/|mimetype$)/),
    'docx',
    'pptx',
    'xlsx',
    'odt',
  ),
  ending(startsWith('an HDF5 file, as Keras saves models', '\x89HDF\r\n\x1a\n'), 'h5', 'hdf5'),
  // A header's length in eight bytes, less than 16 MB, then JSON.
  ending(fits('a safetensors file', /^...\0{5}\{\s*("|\})/s), 'safetensors'),
  // The fields of a protocol buffer: the version, then who produced it, or the graph itself.
  ending(fits('an ONNX model', /^\x08[\x01-\x20](\x12[\0-\x40][\x20-\x7e]*\x1a?|\x3a|\x42|\x12\0)/), 'onnx'),
  byEnding('a TensorFlow model', 'pb'),
  byEnding('a Core ML model', 'mlmodel', 'mlpackage'),
  ending(fits('a TensorFlow Lite model', /^....TFL3/s), 'tflite'),
  ending(startsWith('a GGUF model', 'GGUF'), 'gguf', 'ggml'),
  fits(
    'a TensorFlow.js model',
    /^(\xef\xbb\xbf)?\s*\{.*"(modelTopology"|weightsManifest"|format"\s*:\s*"(layers|graph)-model")/s,
  ),
  ending(fits('a JSON file', /^(\xef\xbb\xbf)?\s*(\{\s*("|\})|\[\s*["{[\d])/), 'json', 'jsonl'),
]
