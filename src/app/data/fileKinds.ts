/** @file What a file is called that the page does not open, by how its name ends. */

interface NamedKind {
  readonly endings: RegExp
  /** With its article. */
  readonly name: string
}

const KINDS: readonly NamedKind[] = [
  { endings: /\.(pt|pth|ckpt)$/i, name: 'a PyTorch checkpoint' },
  { endings: /\.onnx$/i, name: 'an ONNX model' },
  { endings: /\.(h5|hdf5|keras)$/i, name: 'a Keras model' },
  { endings: /\.tflite$/i, name: 'a TensorFlow Lite model' },
  { endings: /\.pb$/i, name: 'a TensorFlow model' },
  { endings: /\.safetensors$/i, name: 'a safetensors file without its manifest' },
  { endings: /\.(gguf|ggml)$/i, name: 'a GGUF model' },
  { endings: /\.(mlmodel|mlpackage)$/i, name: 'a Core ML model' },
  { endings: /\.(pkl|pickle)$/i, name: 'a Python pickle' },
  { endings: /\.np[yz]$/i, name: 'a NumPy file' },
  { endings: /\.mat$/i, name: 'a MATLAB file' },
  { endings: /\.(parquet|arrow)$/i, name: 'a Parquet or Arrow file' },
  { endings: /\.[ct]sv$/i, name: 'a table' },
  { endings: /\.jsonl?$/i, name: 'a JSON file' },
  { endings: /\.(txt|md|log|rst)$/i, name: 'a text' },
  { endings: /\.(py|ipynb|ya?ml|toml)$/i, name: 'source code' },
  { endings: /\.pdf$/i, name: 'a PDF' },
  { endings: /\.(docx?|pptx?|xlsx?|odt)$/i, name: 'an Office document' },
  { endings: /\.html?$/i, name: 'an HTML page' },
  { endings: /\.(mp4|mov|avi|mkv|webm)$/i, name: 'a video' },
  { endings: /\.(mp3|wav|flac|ogg|m4a)$/i, name: 'an audio file' },
]

/** The kind that `path` ends in, or null where its ending says none. */
export const kindByName = (path: string): string | null => KINDS.find(({ endings }) => endings.test(path))?.name ?? null
