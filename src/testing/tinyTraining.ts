/** @file The tiny model and batch of the training goldens (models/training/make_training_goldens.py). */
import { resnet } from '../engine/architectures/resnet/network'
import type { Parameters } from '../engine/architectures/types'
import { parseManifest } from '../engine/checkpoints/manifest'
import type { StoredTensor } from '../engine/checkpoints/safetensors'
import type { Build } from '../engine/fused/fuseNetwork'
import { TrainingNetwork } from '../engine/fused/training/trainingNetwork'
import { type BatchRng, seededRng } from '../engine/objectives/rng'
import type { ObjectiveBatch, ParametricModel } from '../engine/objectives/types'
import * as tf from '../engine/tf'
import type { TrainingStart } from '../engine/training/trainer'
import type { TrainingImages } from '../engine/training/trainingImages'
import { readGoldens, readRepositoryFile } from './goldens'

export interface TrainingGoldenIndex {
  readonly architecture: Readonly<Record<string, unknown>>
  readonly mean: readonly [number, number, number]
  readonly std: readonly [number, number, number]
  readonly classes: number
  readonly labels: readonly number[]
  readonly cases: readonly {
    readonly name: string
    readonly objective: string
    readonly settings: Readonly<Record<string, unknown>>
    readonly ramp: number
  }[]
  readonly descents: Readonly<
    Record<
      string,
      {
        readonly optimizer: { readonly id: 'sgd' | 'adamw'; readonly [setting: string]: unknown }
        readonly schedule: { readonly learningRate: number; readonly warmupShare: number; readonly steps: number }
        readonly clipNorm: number | null
        readonly averageDecay: number
      }
    >
  >
  readonly augmentation: {
    readonly margin: number
    readonly tops: readonly number[]
    readonly lefts: readonly number[]
    readonly flips: readonly boolean[]
  }
  readonly heldOut: {
    readonly settings: { readonly epsilon255: number; readonly stepSize255: number; readonly steps: number }
    readonly figures: {
      readonly labels: readonly number[]
      readonly images: number
      readonly correct: number
      readonly held: number
      readonly meanLoss: number
      readonly meanGradientL1: number
      readonly meanEdgeAlignment: number
    }
  }
}

export const trainingGoldens: TrainingGoldenIndex = JSON.parse(
  new TextDecoder().decode(await readRepositoryFile('e2e/goldens/training-index.json')),
)
export const objectiveGolden = await readGoldens('training-objectives.safetensors')
export const stepsGolden = await readGoldens('training-steps.safetensors')

export const toTensor = ({ values, shape }: StoredTensor): tf.Tensor => tf.tensor(values, [...shape])

/** All its tensors as stored, running statistics included. */
export function tinyWeights(): Map<string, StoredTensor> {
  const { architecture, classes } = trainingGoldens
  const shapes = resnet.parameterShapes(resnet.parseSettings(architecture), classes)
  return new Map([...shapes.keys()].map((name) => [name, objectiveGolden(`weights/${name}`)]))
}

export interface TinyModel extends ParametricModel {
  readonly dispose: () => void
}

/** @param isFused whether it runs by fused kernels, where there are some for training */
export function createTinyModel(isFused = false): TinyModel {
  const { architecture, mean, std, classes } = trainingGoldens
  const settings = resnet.parseSettings(architecture)
  const tensors = new Map([...tinyWeights()].map(([name, stored]) => [name, toTensor(stored)]))
  const isFrozen = (name: string) => name.includes('running_')
  const frozen = [...tensors].filter(([name]) => isFrozen(name))
  const fused = isFused ? new TrainingNetwork() : null
  return {
    trained: new Map([...tensors].filter(([name]) => !isFrozen(name))),
    classes,
    mean,
    std,
    bind(trained: Parameters, derivatives = 'first') {
      const prepared = resnet.prepare(new Map([...frozen, ...trained]), settings)
      const [, height, width] = objectiveGolden('pixels').shape as [number, number, number, number]
      const build: Build = (network) => resnet.build?.(prepared, settings, network) ?? null
      const forward = fused?.bind(build, [height, width, 3], { mean, std }, derivatives) ?? null
      if (isFused && forward === null) throw new Error('No fused kernels train the tiny model.')
      if (forward !== null) return forward
      return (pixels) => resnet.logits(prepared, settings, tf.div(tf.sub(pixels, [...mean]), [...std]) as tf.Tensor4D)
    },
    dispose() {
      fused?.dispose()
      tf.dispose([...tensors.values()])
    },
  }
}

export interface TinyBatch extends ObjectiveBatch {
  readonly dispose: () => void
}

export function createTinyBatch(model: ParametricModel, ramp: number, rng: BatchRng): TinyBatch {
  const stored = objectiveGolden('pixels')
  const pixels = toTensor(stored) as tf.Tensor4D
  const labels = tf.tensor1d([...trainingGoldens.labels], 'int32')
  return {
    model,
    pixels,
    values: stored.values,
    labels,
    ramp,
    rng,
    dispose: () => tf.dispose([pixels, labels]),
  }
}

/** Gives out what a case of the goldens drew, in its order. */
export function goldenRng(name: string): BatchRng {
  let given = 0
  let rest = new Float32Array()
  return {
    uniform(count) {
      if (rest.length === 0) rest = objectiveGolden(`${name}/draws/${given++}`).values.slice()
      if (rest.length < count) throw new Error(`"${name}" drew ${rest.length} numbers where ${count} are asked for`)
      const values = rest.slice(0, count)
      rest = rest.slice(count)
      return values
    },
  }
}

/** The tiny model as its files would hold it, for images of `height` x `width`. */
export function tinyStart(height = 12, width = 10): TrainingStart {
  const { architecture, mean, std, classes } = trainingGoldens
  const stored = tinyWeights()
  const manifest = {
    formatVersion: 1,
    id: 'tiny',
    name: 'Tiny',
    training: {
      objective: 'natural',
      summary: 'Not trained.',
      epsilon255: null,
      startedFrom: null,
      epochsTrained: 0,
      epochsPlanned: 0,
      seed: 0,
      recipe: {},
      libraries: {},
      secondsPerEpoch: null,
    },
    architecture,
    data: 'none',
    classes: Array.from({ length: classes }, (_, i) => `class ${i}`),
    input: { height, width, channels: 3, mean, std },
    weights: { file: 'weights.safetensors', sha256: '0'.repeat(64), bytes: 1, dtype: 'float32', parameters: 1 },
    licence: 'MIT',
    figures: null,
  }
  return { manifest: parseManifest(JSON.stringify(manifest)), weights: stored }
}

/** Images that can be learned: each class has a colour of its own, under noise. */
export function colouredImages(count: number, height = 12, width = 10, seed = 1): TrainingImages {
  const noise = seededRng(seed).uniform(count * height * width * 3)
  const labels = Array.from({ length: count }, (_, i) => i % 8)
  const pixels = Uint8Array.from(noise, (drawn, i) => {
    const label = labels[Math.floor(i / (height * width * 3))] as number
    return 60 + 80 * ((label >> (i % 3)) & 1) + 80 * drawn
  })
  return { count, height, width, pixels, labels }
}
