/**
 * @file What PyTorch computed in float64 from the weights as shipped
 * (models/training/make_goldens.py), read with no code of the page.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')
const folder = join(root, 'e2e', 'goldens')

interface Index {
  readonly images: Readonly<Record<string, { readonly label: number }>>
  readonly pgd: { readonly epsilon255: number; readonly stepSize255: number; readonly steps: number }
  readonly models: Readonly<Record<string, { readonly file: string; readonly weightsSha256: string }>>
}

export const goldenIndex: Index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8'))

export interface ModelGoldens {
  readonly classes: readonly string[]
  /** Throws if there is no such tensor, so that no test passes on missing data. */
  readonly values: (name: string) => Float32Array
  readonly number: (name: string) => number
}

/** A manifest in the repository. */
export const readManifest = (id: string) => JSON.parse(readFileSync(join(root, 'models', id, 'manifest.json'), 'utf8'))

/** The goldens of a model, or null if it has none. Throws if they are for other weights than the present ones. */
export function readGoldens(id: string): ModelGoldens | null {
  const entry = goldenIndex.models[id]
  if (entry === undefined || !existsSync(join(folder, entry.file))) return null
  const { classes, weights } = readManifest(id)
  if (weights.sha256 !== entry.weightsSha256) {
    throw new Error(`The goldens of ${id} are for other weights; run models/training/make_goldens.py again.`)
  }
  const tensors = readFloat32Tensors(readFileSync(join(folder, entry.file)))
  const values = (name: string) => {
    const tensor = tensors.get(name)
    if (tensor === undefined) throw new Error(`${entry.file} has no "${name}"; run make_goldens.py again.`)
    return tensor
  }
  return { classes, values, number: (name) => values(name)[0]! }
}

function readFloat32Tensors(file: Buffer): Map<string, Float32Array> {
  const headerBytes = Number(file.readBigUInt64LE(0))
  const header: Record<string, { dtype: string; data_offsets: [number, number] }> = JSON.parse(
    file.toString('utf8', 8, 8 + headerBytes),
  )
  const tensors = new Map<string, Float32Array>()
  for (const [name, { dtype, data_offsets: offsets }] of Object.entries(header)) {
    if (name === '__metadata__') continue
    if (dtype !== 'F32') throw new Error(`"${name}" is ${dtype}; goldens are F32`)
    const [begin, end] = offsets.map((offset) => 8 + headerBytes + offset) as [number, number]
    tensors.set(name, new Float32Array(new Uint8Array(file.subarray(begin, end)).buffer))
  }
  return tensors
}

/**
 * The relative error of a loss and its gradient in float32: both contain 1 - p,
 * which has fewer correct digits the more certain the model is.
 */
export const float32Error = (loss: number): number => 1e-6 / loss

/** The 99th percentile of |v|, interpolated as in NumPy. */
export function percentile99(values: Float32Array): number {
  const sorted = values.map(Math.abs).sort()
  const place = 0.99 * (sorted.length - 1)
  const below = sorted[Math.floor(place)]!
  const above = sorted[Math.ceil(place)]!
  return below + (above - below) * (place - Math.floor(place))
}

/** 0.5 + 0.5 v / scale, in 0 to 255. */
export const signedGreys = (values: Float32Array, scale: number): number[] =>
  Array.from(values, (value) => Math.min(255, Math.max(0, Math.round(255 * (0.5 + (0.5 * value) / scale)))))

/** The share of numbers that differ by more than `allowed`. */
export function shareApart(got: readonly number[], expected: readonly number[], allowed: number): number {
  if (got.length !== expected.length) return 1
  return got.filter((value, i) => Math.abs(value - expected[i]!) > allowed).length / got.length
}

export interface Ranked {
  readonly name: string
  readonly probability: number
}

/** Classes by softmax probability, the likeliest first. */
export function rank(logits: Float32Array, classes: readonly string[]): Ranked[] {
  const weights = Array.from(logits, (logit) => Math.exp(logit - Math.max(...logits)))
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights
    .map((weight, i) => ({ name: classes[i]!, probability: weight / sum }))
    .sort((a, b) => b.probability - a.probability)
}
