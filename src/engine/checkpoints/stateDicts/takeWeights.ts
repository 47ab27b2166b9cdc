import { countOf } from '../../../countOf'
import type { JobControl } from '../../jobControl'
import type { ElementType } from '../elementTypes'
import type { TakenWeights } from '../found/types'
import { learnedCount } from '../learned'
import { MAX_WEIGHTS_BYTES } from '../limits'
import { sha256Of } from '../sha256'
import { layOutSafetensors } from '../writeSafetensors'
import type { LazyTensor } from './types'

type Dtype = TakenWeights['described']['dtype']

/** Formats that are kept if all tensors have the same; everything else becomes float32. */
const KEPT: ReadonlyMap<string, Dtype> = new Map([
  ['F16', 'float16'],
  ['BF16', 'bfloat16'],
])
const FLOAT32 = { name: 'F32', size: 4 }

/** The largest ratio of a model's size to its file's: tensors may share numbers, and float16 may become float32. */
const MOST_TIMES_FILE = 8

/**
 * The tensors as a safetensors file.
 *
 * @param fileBytes of the checkpoint
 * @throws Error with one sentence, or JobCancelled if `control` is cancelled
 */
export async function takeWeights(
  tensors: ReadonlyMap<string, LazyTensor>,
  fileBytes: number,
  control: JobControl,
): Promise<TakenWeights> {
  const types = new Set([...tensors.values()].map(({ type }) => type))
  const [only] = types
  const kept = types.size === 1 ? KEPT.get((only as ElementType).name) : undefined
  const type = kept === undefined ? FLOAT32 : (only as ElementType)
  const { file, places } = layOutSafetensors(
    [...tensors].map(([name, { shape }]) => ({ name, type, shape })),
    (bytes) => checkAgainstFile(bytes, fileBytes),
  )
  for (const [name, { type: own, read }] of tensors) {
    const bytes = await read(control)
    file.set(kept === undefined ? bytesOfFloats(own, bytes) : bytes, places.get(name))
    await control.checkpoint(places.get(name) as number, file.length)
  }
  const described = { sha256: await sha256Of(file), dtype: kept ?? ('float32' as const) }
  return { weights: file.buffer, described: { ...described, parameters: learnedCount(tensors) } }
}

/** Throws one sentence if the weights would be far larger than their file or than any model. */
export function checkAgainstFile(bytes: number, fileBytes: number): void {
  const most = Math.min(MAX_WEIGHTS_BYTES, MOST_TIMES_FILE * fileBytes)
  if (bytes <= most) return
  throw new Error(
    `The model's weights take ${countOf(bytes, 'byte')}, more than the ${most.toLocaleString('en')} allowed for its file; choose a smaller model.`,
  )
}

function bytesOfFloats(type: ElementType, bytes: Uint8Array): Uint8Array {
  if (type.name === FLOAT32.name) return bytes
  return new Uint8Array(type.toFloat32(bytes).buffer)
}
