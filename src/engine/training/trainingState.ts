/**
 * @file A training run as plain data: everything needed to resume it after a
 * reload or a lost device, bit for bit on the same backend.
 */

import { z } from 'zod'
import { parseBoundedJson } from '../../boundedJson'
import { quoteShape } from '../../quote'
import { withTodaysNames } from '../checkpoints/earlierNames'
import { type Manifest, manifestInFile, parseManifest } from '../checkpoints/manifest'
import { parseWithFieldNames } from '../checkpoints/parseWithFieldNames'
import { readSafetensors } from '../checkpoints/safetensors'
import { type PlainTensor, writeSafetensors } from '../checkpoints/writeSafetensors'
import * as tf from '../tf'
import type { TensorsByName, TrainingTensors } from './descentTypes'

const progressSchema = z.object({
  /** Steps taken. */
  step: z.number().int().min(0),
  /** Best held-out accuracy so far, for detecting a collapse; null before the first. */
  bestAccuracy: z.number().min(0).max(1).nullable(),
  /** Fingerprint of the training images. */
  imagesFingerprint: z.number().int().min(0),
})

export type TrainingProgress = z.infer<typeof progressSchema>

export interface TrainerState extends TrainingProgress {
  /** The manifest of the trained model, including its activation. */
  readonly manifest: Manifest
  /** See `parseTrainingSettings`, which checks them. */
  readonly settings: unknown
  /** "parameters/NAME" (frozen ones too), "average/NAME", "optimizer/SLOT/NAME". */
  readonly tensors: ReadonlyMap<string, PlainTensor>
}

/** Two files: readable JSON, and the numbers. */
export interface EncodedState {
  readonly json: string
  readonly tensors: ArrayBuffer
}

export function encodeState({ tensors, manifest, ...rest }: TrainerState): EncodedState {
  const json = JSON.stringify({ formatVersion: 1, ...rest, manifest: manifestInFile(manifest) })
  return { json, tensors: writeSafetensors(tensors) }
}

const fileSchema = progressSchema.extend({
  formatVersion: z.literal(1),
  manifest: z.unknown(),
  settings: z.unknown(),
})

/** Throws one sentence that says what is wrong. */
export function decodeState({ json, tensors }: EncodedState): TrainerState {
  let value: unknown
  try {
    value = parseBoundedJson(json)
  } catch (error) {
    throw new Error(`The stored training run ${(error as Error).message}; choose another or start again.`)
  }
  const {
    formatVersion: _,
    manifest,
    settings,
    ...progress
  } = parseWithFieldNames(fileSchema, withTodaysNames(value), 'stored run', { remedy: 'choose another or start again' })
  return {
    ...progress,
    manifest: parseManifest(JSON.stringify(manifest)),
    settings,
    tensors: readSafetensors(tensors),
  }
}

/** Reads tensors from the backend. */
export async function toPlain(named: Iterable<readonly [string, tf.Tensor]>): Promise<Map<string, PlainTensor>> {
  const plain = new Map<string, PlainTensor>()
  for (const [name, tensor] of named) {
    // A copy, as on some backends this is the tensor's own memory.
    plain.set(name, { shape: tensor.shape, values: Float32Array.from(await tensor.data()) })
  }
  return plain
}

type Shapes = ReadonlyMap<string, readonly number[]>

/** The reverse, for trained parameters of these shapes. The caller owns the tensors; throws as `readTensors`. */
export function readTrainingTensors(
  tensors: ReadonlyMap<string, PlainTensor>,
  trained: Shapes,
  slots: readonly string[],
): TrainingTensors {
  return tf.tidy(() => ({
    parameters: readTensors(tensors, 'parameters/', trained),
    average: readTensors(tensors, 'average/', trained),
    slots: Object.fromEntries(slots.map((slot) => [slot, readTensors(tensors, `optimizer/${slot}/`, trained)])),
  }))
}

/** Tensors with these names and shapes. Throws one sentence if one is missing or has another shape. */
export function readTensors(tensors: ReadonlyMap<string, PlainTensor>, prefix: string, shapes: Shapes): TensorsByName {
  return tf.tidy(() => {
    const read: Record<string, tf.Tensor> = {}
    for (const [name, shape] of shapes) {
      const found = tensors.get(prefix + name)
      if (found === undefined || found.shape.join() !== shape.join()) {
        const what = found === undefined ? 'is missing' : `has shape ${quoteShape(found.shape)}`
        throw new Error(
          `The tensor "${prefix}${name}" ${what} where the model asks for ${quoteShape(shape)}; choose another run or model.`,
        )
      }
      // A copy, as a tensor may use the array itself.
      read[name] = tf.tensor(found.values.slice(), [...shape])
    }
    return read
  })
}
