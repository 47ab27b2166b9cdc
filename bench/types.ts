/** @file What the page and its two workers say to each other. Plain arrays only. */
import type { Threads } from './keepThreads'

export const BACKENDS = ['wasm', 'webgpu'] as const
export const MODELS = ['resnet', 'swin'] as const
export const ATTACKS = ['pgd', 'apgd'] as const
export const SIDES = ['ours', 'stock'] as const

export type BenchBackend = (typeof BACKENDS)[number]
export type BenchModel = (typeof MODELS)[number]
export type BenchAttack = (typeof ATTACKS)[number]
export type Side = (typeof SIDES)[number]

/** The model of the zoo that attacks and training steps are timed on. */
export const RESNET = 'cifar10-resnet-gelu-natural'

export interface TrainingRequest {
  readonly backend: BenchBackend
  readonly batch: number
  /** Steps of each objective. */
  readonly turns: number
  readonly threads: Threads
  /** By tfjs's own kernels alone. */
  readonly isStock: boolean
  /** Whether to tell where the time of a step goes. */
  readonly withParts: boolean
}

/** Of a training step: milliseconds, without those of other parts within it, and how often it ran. */
export interface Part {
  readonly name: string
  readonly ms: number
  readonly calls: number
}

export interface TrainingStep {
  readonly ms: number
  /** Empty where these were not asked for. */
  readonly parts: readonly Part[]
}

export interface TrainingStart {
  readonly device: string
  /** By name. */
  readonly objectives: readonly string[]
}

export interface TrainingTimes {
  readonly device: string
  /** Milliseconds of each step; `stock` by tfjs's own kernels, null where these were not asked for. */
  readonly objectives: readonly {
    readonly name: string
    readonly ms: readonly number[]
    readonly stock: readonly number[] | null
    /** Of each step, if these were asked for. */
    readonly parts: readonly (readonly Part[])[]
  }[]
}

/** Of all models together, in seconds. */
export interface StatisticsTimes {
  readonly device: string
  readonly models: number
  readonly withoutAttack: number
  readonly withAttack: number
}

export interface PlainTensor {
  readonly shape: readonly number[]
  readonly values: Float32Array
}

/** A model as its files have it, with timm's names and PyTorch's order of axes. */
export interface ModelData {
  readonly manifest: unknown
  readonly architecture: Readonly<Record<string, unknown>>
  readonly weights: ReadonlyMap<string, PlainTensor>
  readonly mean: readonly number[]
  readonly std: readonly number[]
}

export interface BatchData {
  readonly side: number
  /** (N, side, side, 3) in [0, 1] */
  readonly pixels: Float32Array
  readonly labels: readonly number[]
}

export interface RunRequest {
  readonly kind: 'run'
  readonly attack: BenchAttack
  readonly steps: number
}

export type Request =
  | { readonly kind: 'start'; readonly backend: BenchBackend; readonly threads: Threads }
  /** What it runs on. */
  | { readonly kind: 'device' }
  | { readonly kind: 'model'; readonly model: BenchModel; readonly data: ModelData }
  | { readonly kind: 'batch'; readonly batch: BatchData }
  | RunRequest
  | { readonly kind: 'result'; readonly attack: BenchAttack }

export interface Measurement {
  readonly msPerStep: number
  /** Of compute shaders on webgpu, kernel calls on wasm. */
  readonly dispatchesPerStep: number
  /** How often a step called each kernel. */
  readonly kernels: Readonly<Record<string, number>>
}

/** An attack that goes on for as long as it is asked to. */
export interface RunningAttack {
  /** One step; returns once it is told to the backend, not once it is done. */
  step(): void
  /** Waits until all that was told is done. */
  settle(): Promise<void>
  /** Where it is (N, side, side, 3), and each image's loss there (N). */
  read(): Promise<{ readonly iterate: Float32Array; readonly losses: Float32Array }>
  dispose(): void
}

/** What a worker of either side can do; bench/serve.ts does the rest. */
export interface Contestant {
  /** Returns what it runs on. @param threads on wasm */
  start(backend: BenchBackend, threads: Threads): Promise<string>
  loadModel(model: BenchModel, data: ModelData): void
  begin(attack: BenchAttack, batch: BatchData): RunningAttack
}

/** Both sides attack with these. */
export const EPSILON = 8 / 255
export const PGD_STEP_SIZE = 2 / 255
export const APGD_STEPS = 100
