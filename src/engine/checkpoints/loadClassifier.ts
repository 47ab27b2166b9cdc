/**
 * @file From a model's two files to a classifier that runs. Files are bounded before they are read.
 * Reading leaves the backend alone, so that a download need not wait for what is being computed.
 */

import { countOf } from '../../countOf'
import { quoteShape, quoteValue } from '../../quote'
import { readArchitecture } from '../architectures/registry'
import type { Architecture } from '../architectures/types'
import { type Classifier, createClassifier } from '../classifier'
import * as tf from '../tf'
import type { ModelLocation } from '../types'
import { manifestOfEpoch } from './epochRun'
import { learnedCount } from './learned'
import { MAX_MANIFEST_BYTES } from './limits'
import { type Manifest, parseManifest } from './manifest'
import { readSafetensors, type StoredTensor } from './safetensors'
import { sha256Of } from './sha256'

/**
 * Reads a file of at most `maxBytes`; `name` is for error messages. `onBytes` is
 * told how many have come so far, and ends the reading by throwing.
 */
export type ReadBytes = (
  name: string,
  url: string,
  maxBytes: number,
  onBytes?: (received: number) => Promise<void>,
) => Promise<ArrayBuffer>

/** A model's checked files, before anything is uploaded to the backend. */
export interface ModelFiles {
  readonly manifest: Manifest
  readonly architecture: Architecture<unknown, unknown>
  readonly settings: unknown
  readonly weights: ReadonlyMap<string, StoredTensor>
}

/** Reads a model's manifest without its weights. Throws one sentence that names the wrong field. */
export async function readManifest(files: ModelLocation, readBytes: ReadBytes): Promise<Manifest> {
  return (await readDescription(files, readBytes)).manifest
}

/**
 * Reads a model. Throws one sentence that names the wrong field or tensor: a
 * manifest that is not valid, weights cut short or with another hash, a tensor
 * that is missing, superfluous, or of another shape or number format.
 * `onBytes` is told of the weights.
 */
export async function readModelFiles(
  files: ModelLocation,
  readBytes: ReadBytes,
  onBytes?: (received: number, bytes: number) => Promise<void>,
): Promise<ModelFiles> {
  const { manifest, architecture, settings } = await readDescription(files, readBytes)
  const { bytes } = manifest.weights
  const weights = await readWeights(files, manifest, readBytes, onBytes && ((received) => onBytes(received, bytes)))
  checkTensors(weights, architecture.parameterShapes(settings, manifest.classes.length), manifest.weights.dtype)
  checkParameterCount(weights, manifest.weights.parameters)
  return { manifest, architecture, settings, weights }
}

/** Uploads a model to the backend. */
export function buildClassifier({ manifest, architecture, settings, weights }: ModelFiles): Classifier {
  const parameters = new Map<string, tf.Tensor>()
  try {
    for (const [name, { shape, values }] of weights) parameters.set(name, tf.tensor(values, [...shape]))
    return createClassifier(manifest, architecture, settings, parameters)
  } catch (error) {
    tf.dispose([...parameters.values()])
    throw error
  }
}

/** Both, one after the other. */
export async function loadClassifier(files: ModelLocation, readBytes: ReadBytes): Promise<Classifier> {
  return buildClassifier(await readModelFiles(files, readBytes))
}

async function readDescription(files: ModelLocation, readBytes: ReadBytes) {
  const text = new TextDecoder().decode(await readBytes('manifest', files.manifestUrl, MAX_MANIFEST_BYTES))
  const manifest = files.epoch === undefined ? parseManifest(text) : manifestOfEpoch(text, files.epoch)
  if (manifest.id !== files.id) {
    throw new Error(
      `The manifest's field "id" is "${manifest.id}" but its folder is "${files.id}"; make them the same.`,
    )
  }
  checkSquare(manifest)
  const { height, width, channels } = manifest.input
  const read = await readArchitecture(manifest.architecture, (architecture, settings) =>
    architecture.checkInput?.(settings, height, width, channels),
  )
  return { manifest, ...read }
}

/** Everywhere, images, edges and caches have a single size. */
function checkSquare({ name, input: { height, width } }: Manifest): void {
  if (height === width) return
  throw new Error(
    `The model “${name}” takes images of ${width} × ${height} pixels, but this page shows only square ones; choose a model whose input is square.`,
  )
}

async function readWeights(
  files: ModelLocation,
  { weights }: Manifest,
  readBytes: ReadBytes,
  onBytes?: (received: number) => Promise<void>,
): Promise<Map<string, StoredTensor>> {
  const file = await readBytes('weights', files.weightsUrl, weights.bytes, onBytes)
  if (file.byteLength !== weights.bytes) {
    throw new Error(
      `The weights file has ${countOf(file.byteLength, 'byte')} where the manifest's field "weights.bytes" says ${weights.bytes.toLocaleString('en')}: it is cut short or another file; fetch it again.`,
    )
  }
  const found = await sha256Of(new Uint8Array(file))
  if (found !== weights.sha256) {
    throw new Error(
      `The weights file's hash is ${found.slice(0, 12)}… where the manifest's field "weights.sha256" says ${weights.sha256.slice(0, 12)}…; fetch or export the model again.`,
    )
  }
  return readSafetensors(file)
}

function checkParameterCount(stored: ReadonlyMap<string, StoredTensor>, claimed: number) {
  const count = learnedCount(stored)
  if (count !== claimed) {
    throw new Error(
      `The weights file holds ${countOf(count, 'parameter')} where the manifest's field "weights.parameters" says ${claimed.toLocaleString('en')}; correct the manifest or export the model again.`,
    )
  }
}

function checkTensors(
  stored: ReadonlyMap<string, StoredTensor>,
  expected: ReadonlyMap<string, readonly number[]>,
  dtype: StoredTensor['dtype'],
) {
  for (const [name, shape] of expected) {
    const tensor = stored.get(name)
    if (tensor === undefined) {
      throw new Error(
        `The weights file lacks the tensor "${name}", which the manifest's field "architecture" asks for; export the model again.`,
      )
    }
    if (tensor.shape.join() !== shape.join()) {
      throw new Error(
        `The tensor "${name}" has shape ${quoteShape(tensor.shape)} where the manifest's field "architecture" asks for ${quoteShape(shape)}; correct the manifest or export the model again.`,
      )
    }
    if (tensor.dtype !== dtype) {
      throw new Error(
        `The tensor "${name}" is stored as ${tensor.dtype} where the manifest's field "weights.dtype" says ${dtype}; correct the manifest or export the model again.`,
      )
    }
    if (!tensor.values.every(Number.isFinite)) {
      throw new Error(`The tensor "${name}" holds values that are not finite numbers; train or export the model again.`)
    }
    if (name.endsWith('.running_var') && tensor.values.some((variance) => variance < 0)) {
      throw new Error(`The tensor "${name}" holds a negative variance; train or export the model again.`)
    }
  }
  for (const name of stored.keys()) {
    if (!expected.has(name)) {
      throw new Error(
        `The weights file holds a tensor ${quoteValue(name)} that the manifest's field "architecture" does not know; correct the manifest or export the model again.`,
      )
    }
  }
}
