/** @file Golden files of attacks (models/training/make_attack_goldens.py), and the tiny classifier that they were made with. */
import { resnet } from '../engine/architectures/resnet/network'
import type { Architecture } from '../engine/architectures/types'
import { type AttackTask, createBatch } from '../engine/attacks/loop/batch'
import type { NormId } from '../engine/attacks/norms/types'
import type { Batch } from '../engine/attacks/types'
import type { Manifest } from '../engine/checkpoints/manifest'
import type { StoredTensor } from '../engine/checkpoints/safetensors'
import { type Classifier, createClassifier } from '../engine/classifier'
import * as tf from '../engine/tf'
import { readGoldens, readRepositoryFile } from './goldens'
import { numberedClasses } from './numberedClasses'

export interface AttackGoldenIndex {
  readonly model: {
    readonly architecture: Readonly<Record<string, unknown>>
    readonly classes: number
    readonly side: number
    readonly mean: readonly [number, number, number]
    readonly std: readonly [number, number, number]
  }
  readonly walks: {
    readonly epsilons: Readonly<Record<NormId, number>>
    readonly stepShares: Readonly<Record<NormId, number>>
    readonly apgdSteps: number
    readonly pgdSteps: number
    readonly l1Steps: number
    readonly l1Share: number
  }
  readonly verdicts: {
    readonly epsilons: Readonly<Record<NormId, number>>
    readonly pgdSteps: number
    readonly apgdSteps: number
    readonly seeds: readonly number[]
  }
}

/** What pyautoattack was asked (models/training/make_autoattack_goldens.py). */
export interface AutoAttackGoldenIndex {
  /** Pixels that the images of L2 lack on every border. */
  readonly crop: number
  readonly square: {
    readonly queries: number
    /** Every which of the questions is stored, the first being one. */
    readonly every: number
    readonly images: number
    readonly epsilons: Readonly<Record<'linf' | 'l2', number>>
    /** By norm and side of an image: the queries, 0 being the first, at which the square's side changes, and to what. */
    readonly sides: Readonly<Record<'linf' | 'l2', Readonly<Record<string, readonly (readonly [number, number])[]>>>>
  }
  readonly verdicts: {
    readonly epsilons: Readonly<Record<'linf' | 'l2', number>>
    readonly squareQueries: number
  }
}

export async function readAutoAttackGoldenIndex(): Promise<AutoAttackGoldenIndex> {
  return JSON.parse(new TextDecoder().decode(await readRepositoryFile('e2e/goldens/attacks-autoattack-index.json')))
}

export async function readAttackGoldenIndex(): Promise<AttackGoldenIndex> {
  return JSON.parse(new TextDecoder().decode(await readRepositoryFile('e2e/goldens/attacks-index.json')))
}

const { model } = await readAttackGoldenIndex()
const verdicts = await readGoldens('attacks-verdicts.safetensors')

/** The images that complete attacks were made on: (N, side, side, 3), and their labels. */
export const tinyImages = (count: number) => {
  const all = verdicts('pixels').values
  const perImage = model.side ** 2 * 3
  return {
    pixels: all.slice(0, count * perImage) as Float32Array,
    labels: Array.from(verdicts('labels').values.slice(0, count)),
  }
}

/** The middle of images (N, from, from, 3), as (N, side, side, 3). */
export function cropped(pixels: Float32Array, from: number, side: number): Float32Array {
  const margin = (from - side) / 2
  const rows: Float32Array[] = []
  for (let row = 0; row * from * 3 < pixels.length; row++) {
    const y = row % from
    if (y < margin || y >= margin + side) continue
    const left = (row * from + margin) * 3
    rows.push(pixels.subarray(left, left + side * 3))
  }
  const values = new Float32Array(rows.length * side * 3)
  for (const [i, row] of rows.entries()) values.set(row, i * row.length)
  return values
}

/** Disposed of by the caller. Its weights fit images of other sides than its own. */
export function tinyClassifier(side = model.side): Classifier {
  const { architecture, classes, mean, std } = model
  const settings = resnet.parseSettings(architecture)
  const names = [...resnet.parameterShapes(settings, classes).keys()]
  const toTensor = ({ values, shape }: StoredTensor) => tf.tensor(values, [...shape])
  const parameters = new Map(names.map((name) => [name, toTensor(verdicts(`weights/${name}`))]))
  // All that attacks look at.
  const manifest = {
    name: 'Tiny',
    classes: numberedClasses(classes),
    input: { height: side, width: side, channels: 3, mean, std },
  } as unknown as Manifest
  return createClassifier(manifest, resnet as Architecture<unknown, unknown>, settings, parameters)
}

/** A task of the tiny classifier's images, untargeted, with nothing else set. */
export function tinyTask(
  classifier: Classifier,
  { pixels, labels }: { readonly pixels: Float32Array; readonly labels: readonly number[] },
  norm: NormId,
  epsilon: number,
  change: Partial<AttackTask> = {},
): AttackTask {
  return {
    classifier,
    norm,
    goal: 'untargeted',
    height: classifier.manifest.input.height,
    width: classifier.manifest.input.width,
    pixels,
    labels,
    targets: null,
    epsilons: labels.map(() => epsilon),
    indices: labels.map((_, index) => index),
    starts: null,
    seed: 1,
    ...change,
  }
}

/** All images of a task in one batch. */
export const batchOf = (task: AttackTask): Batch =>
  createBatch(
    task,
    Array.from(task.labels, (_, image) => image),
    task.labels.length,
    0,
    task.targets,
  )
