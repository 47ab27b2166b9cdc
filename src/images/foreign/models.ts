/** @file Model files of other tools. */
import { type ForeignKind, fits, startsWith } from './types'

/** The name of a zip's first entry, or null where `start` is none. */
function firstZipEntry(start: string): string | null {
  if (!start.startsWith('PK\x03\x04') || start.length < 30) return null
  const length = start.charCodeAt(26) + 256 * start.charCodeAt(27)
  return start.slice(30, 30 + length)
}

const zipBeginsWith = (name: string, entry: RegExp): ForeignKind => ({
  name,
  matches: (start) => entry.test(firstZipEntry(start) ?? ''),
})

/** Before the archives and data: a checkpoint of PyTorch is a zip, and an old one a pickle. */
export const foreignModels: readonly ForeignKind[] = [
  zipBeginsWith(
    'a PyTorch checkpoint',
    /^[^/]+\/(data\.pkl|\.format_version|\.data\/|byteorder|constants\.pkl|code\/)/,
  ),
  startsWith('a PyTorch checkpoint', '\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19'),
  zipBeginsWith('a Keras model', /^(metadata\.json|config\.json|model\.weights\.h5)$/),
  zipBeginsWith('a NumPy archive (npz)', /\.npy$/),
  zipBeginsWith('an Office document', /^(\[Content_Types\]\.xml|_rels\/|word\/|ppt\/|xl\/|mimetype$)/),
  startsWith('an HDF5 file, as Keras saves models', '\x89HDF\r\n\x1a\n'),
  // A header's length in eight bytes, less than 16 MB, then JSON.
  fits('a safetensors file', /^...\0{5}\{\s*("|\})/s),
  // The fields of a protocol buffer: the version, then who produced it, or the graph itself.
  fits('an ONNX model', /^\x08[\x01-\x20](\x12[\0-\x40][\x20-\x7e]*\x1a?|\x3a|\x42|\x12\0)/),
  fits('a TensorFlow Lite model', /^....TFL3/s),
  startsWith('a GGUF model', 'GGUF'),
  fits('a TensorFlow.js model', /^\s*\{.*"(modelTopology|weightsManifest)"/s),
  fits('a JSON file', /^(\xef\xbb\xbf)?\s*(\{\s*("|\})|\[\s*["{[\d])/),
]
