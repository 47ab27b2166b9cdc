/** @file The tensors in the shards beside model.json, of which none is read before all are known to be there. */

import { countOf } from '../../../countOf'
import { quoteShape, quoteValue } from '../../../quote'
import { blobBytes } from '../../checkpoints/blobBytes'
import { ELEMENT_TYPES, type ElementType } from '../../checkpoints/elementTypes'
import { fileNameOf } from '../../checkpoints/formats/fileNames'
import type { CheckpointFile } from '../../checkpoints/formats/types'
import { numbersOf } from '../../checkpoints/learned'
import { MAX_WEIGHTS_BYTES } from '../../checkpoints/limits'
import type { LazyTensor } from '../../checkpoints/stateDicts/types'
import type { JobControl } from '../../jobControl'
import { MAX_WHOLE_NUMBERS } from '../limits'
import type { WeightGroup, WeightSpec, WholeNumbers } from './types'

export interface TfjsWeights {
  /** Of floating-point numbers, by the names in model.json. */
  readonly tensors: ReadonlyMap<string, LazyTensor>
  readonly wholeNumbers: readonly WholeNumbers[]
  /** Of all shards. */
  readonly bytes: number
}

/** Formats of numbers as model.json calls them, by the names that safetensors gives them. */
const STORED_AS: ReadonlyMap<string, string> = new Map([
  ['float32', 'F32'],
  ['float16', 'F16'],
  ['int32', 'I32'],
  ['uint16', 'U16'],
  ['uint8', 'U8'],
  ['bool', 'BOOL'],
])
const FLOATS: ReadonlySet<string> = new Set(['float32', 'float16'])

/**
 * @param beside all files of the folder of model.json
 * @throws Error with one sentence that names what is missing or wrong, JobCancelled when `control` says so
 */
export async function openWeights(
  groups: readonly WeightGroup[],
  beside: readonly CheckpointFile[],
  control: JobControl,
): Promise<TfjsWeights> {
  const shards = shardsOf(groups, beside)
  const tensors = new Map<string, LazyTensor>()
  const wholeNumbers: WholeNumbers[] = []
  const names = new Set<string>()
  let [total, wholeCount] = [0, 0]
  for (const [index, { weights }] of groups.entries()) {
    const parts = await Promise.all((shards[index] ?? []).map((file) => file.blob(MAX_WEIGHTS_BYTES, control)))
    const blob = new Blob(parts)
    total += blob.size
    let begin = 0
    for (const spec of weights) {
      const end = begin + bytesOf(spec)
      if (end > blob.size) throw new Error(cutShort(spec, end, blob.size))
      if (names.has(spec.name)) {
        throw new Error(`The model.json has the tensor ${quoteValue(spec.name)} twice; convert the model again.`)
      }
      names.add(spec.name)
      if (FLOATS.has(spec.dtype)) tensors.set(spec.name, lazyWeight(spec, blob, begin, end))
      else {
        wholeCount += numbersOf(spec.shape)
        checkWholeNumbers(wholeCount)
        wholeNumbers.push(readWhole(spec, await blobBytes(blob, begin, end - begin)))
      }
      begin = end
    }
    if (begin !== blob.size) {
      throw new Error(
        `The shards have ${countOf(blob.size, 'byte')} where model.json tells of ${begin.toLocaleString('en')}: they are of another model; open model.json with its own shards.`,
      )
    }
  }
  return { tensors, wholeNumbers, bytes: total }
}

const cutShort = ({ name }: WeightSpec, end: number, size: number) =>
  `The tensor ${quoteValue(name)} ends at byte ${end.toLocaleString('en')} where its shards have ${size.toLocaleString('en')}: they are cut short or of another model; open model.json with its own shards.`

/** By their names, without the folders that model.json may give them. */
function shardsOf(groups: readonly WeightGroup[], beside: readonly CheckpointFile[]): CheckpointFile[][] {
  const byName = new Map(beside.map((file) => [fileNameOf(file.path), file]))
  const names = groups.flatMap(({ paths }) => paths.map(fileNameOf))
  const missing = names.filter((name) => !byName.has(name))
  const [first] = missing
  if (first !== undefined) {
    const others = missing.length > 1 ? ` and ${countOf(missing.length - 1, 'other')}` : ''
    throw new Error(
      `Beside model.json the shard ${quoteValue(first)}${others} ${others === '' ? 'is' : 'are'} missing; drop model.json together with its ${countOf(names.length, 'shard')}, or their folder or zip.`,
    )
  }
  const bytes = [...new Set(names)].reduce((sum, name) => sum + (byName.get(name)?.size ?? 0), 0)
  if (bytes > MAX_WEIGHTS_BYTES) {
    throw new Error(
      `The shards have ${countOf(bytes, 'byte')} where a model's have at most ${MAX_WEIGHTS_BYTES.toLocaleString('en')}; choose a smaller model.`,
    )
  }
  return groups.map(({ paths }) => paths.map((path) => byName.get(fileNameOf(path)) as CheckpointFile))
}

function bytesOf({ name, shape, dtype, quantization }: WeightSpec): number {
  const stored = STORED_AS.get(quantization?.dtype ?? dtype)
  const numbers = numbersOf(shape)
  if (!STORED_AS.has(dtype) || stored === undefined) {
    throw new Error(
      `The tensor ${quoteValue(name)} is of the format ${quoteValue(dtype)}, which no layer of an image classifier has; convert the classifier alone.`,
    )
  }
  if (!Number.isSafeInteger(numbers)) {
    throw new Error(`The tensor ${quoteValue(name)} has the shape ${quoteShape(shape)}; convert the model again.`)
  }
  return numbers * (ELEMENT_TYPES.get(stored) as ElementType).size
}

const FLOAT32 = ELEMENT_TYPES.get('F32') as ElementType

function lazyWeight(spec: WeightSpec, blob: Blob, begin: number, end: number): LazyTensor {
  const { shape, dtype, quantization } = spec
  const isAffine = quantization !== undefined && quantization.dtype !== 'float16'
  const stored = ELEMENT_TYPES.get(STORED_AS.get(quantization?.dtype ?? dtype)) as ElementType
  return {
    type: isAffine ? FLOAT32 : stored,
    shape,
    async read({ checkpoint }) {
      const bytes = await blobBytes(blob, begin, end - begin)
      await checkpoint(end, blob.size)
      return isAffine ? new Uint8Array(scaled(spec, stored, bytes).buffer) : bytes
    },
  }
}

/** As tfjs's decodeWeights has it: a whole number times the scale, plus the least. */
function scaled({ name, quantization }: WeightSpec, stored: ElementType, bytes: Uint8Array): Float32Array<ArrayBuffer> {
  const { scale, min } = quantization ?? {}
  if (scale === undefined || min === undefined) {
    throw new Error(`The tensor ${quoteValue(name)} is quantised without a scale; convert the model again.`)
  }
  return stored.toFloat32(bytes).map((value) => value * scale + min)
}

function readWhole(spec: WeightSpec, bytes: Uint8Array): WholeNumbers {
  const { name, shape, dtype, quantization } = spec
  const stored = ELEMENT_TYPES.get(STORED_AS.get(quantization?.dtype ?? dtype)) as ElementType
  const values =
    quantization === undefined
      ? wholeValues(stored, bytes)
      : scaled(spec, stored, bytes).map((value) => Math.round(value))
  return { name, shape, dtype: dtype === 'bool' ? 'bool' : 'int32', values: [...values] }
}

/** Not by way of float32, which rounds those beyond 2 ** 24. */
const wholeValues = (stored: ElementType, bytes: Uint8Array): Iterable<number> =>
  stored.name === 'I32' ? new Int32Array(bytes.slice().buffer) : stored.toFloat32(bytes)

function checkWholeNumbers(count: number): void {
  if (count <= MAX_WHOLE_NUMBERS) return
  throw new Error(
    `The model's weights hold ${countOf(count, 'whole number')} where a classifier of images has at most ${MAX_WHOLE_NUMBERS.toLocaleString('en')}; convert the classifier alone.`,
  )
}
