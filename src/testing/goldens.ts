/** @file Golden files: what PyTorch computed from the same weights and images (models/training/make_goldens.py). */
import { readSafetensors, type StoredTensor } from '../engine/checkpoints/safetensors'

export interface GoldenIndex {
  readonly images: Readonly<Record<string, { readonly label: number }>>
  readonly pgd: { readonly epsilon255: number; readonly stepSize255: number; readonly steps: number }
  readonly models: Readonly<Record<string, { readonly file: string; readonly weightsSha256: string }>>
  readonly tiny: {
    readonly file: string
    readonly widths: readonly number[]
    readonly depths: readonly number[]
    readonly classes: number
    readonly mean: readonly [number, number, number]
    readonly std: readonly [number, number, number]
    readonly labels: readonly number[]
    readonly models: readonly string[]
  }
  readonly tinySwins: {
    readonly file: string
    readonly timmFile: string
    readonly side: number
    readonly classes: number
    readonly mean: readonly [number, number, number]
    readonly std: readonly [number, number, number]
    readonly labels: readonly number[]
    /** The manifest's field "architecture" of each. */
    readonly models: Readonly<Record<string, unknown>>
    readonly fullSize: {
      readonly architecture: unknown
      readonly classes: number
      readonly side: number
      readonly parameters: number
      readonly multiplyAdds: number
    }
  }
}

/** A file of the repository by its path from the top, in Node and in Vitest's Chromium alike. */
export async function readRepositoryFile(path: string): Promise<ArrayBuffer> {
  if ('document' in globalThis) return (await fetch(`/${path}`)).arrayBuffer()
  const { readFile } = await import('node:fs/promises')
  const bytes = await readFile(new URL(`../../${path}`, import.meta.url))
  return new Uint8Array(bytes).buffer
}

export async function readGoldenIndex(): Promise<GoldenIndex> {
  return JSON.parse(new TextDecoder().decode(await readRepositoryFile('e2e/goldens/index.json')))
}

/** Tensors by name; a name that is not there throws, so that no test passes on nothing. */
export async function readGoldens(file: string): Promise<(name: string) => StoredTensor> {
  const tensors = readSafetensors(await readRepositoryFile(`e2e/goldens/${file}`))
  return (name) => {
    const tensor = tensors.get(name)
    if (tensor === undefined) throw new Error(`${file} has no "${name}"; run models/training/make_goldens.py again.`)
    return tensor
  }
}

/** Models of one architecture and data set run the same code: of those whose names differ in the training alone the first. */
export function firstOfEachArchitecture(models: GoldenIndex['models']): [string, GoldenIndex['models'][string]][] {
  const seen = new Set<string | undefined>()
  return Object.entries(models).filter(([id]) => {
    const architecture = id.match(/^.+-(?:resnet|swin)-[a-z]+/)?.[0]
    return !seen.has(architecture) && seen.add(architecture)
  })
}
