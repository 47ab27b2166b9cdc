import type { JobControl } from '../../jobControl'
import { blobBytes } from '../blobBytes'
import { MAX_CHECKPOINT_BYTES } from '../limits'
import { LENGTH_BYTES, readTensorList, type TensorPlace, tensorListBytes } from '../safetensorsList'
import { openStateDicts } from '../stateDicts/open'
import type { CheckpointContents, LazyTensor } from '../stateDicts/types'
import type { CheckpointFile, CheckpointFormat } from './types'

/** Weights without a manifest, as from timm and the Hugging Face hub. */
export const bareSafetensors: CheckpointFormat = {
  opens: 'a .safetensors file',
  holdsWeights: (name) => name.endsWith('.safetensors'),

  read: async (file, _beside, control) => openStateDicts(file.path, await safetensorsContents(file, control), control),
}

/** @throws Error with one sentence, or JobCancelled if `control` is cancelled */
export async function safetensorsContents(file: CheckpointFile, control: JobControl): Promise<CheckpointContents> {
  const blob = await file.blob(MAX_CHECKPOINT_BYTES, control)
  const listBytes = tensorListBytes(await blobBytes(blob, 0, LENGTH_BYTES), blob.size)
  const { places, bodyStart } = readTensorList(await blobBytes(blob, LENGTH_BYTES, listBytes), blob.size)
  const tensors = new Map(places.map((place) => [place.name, lazyTensor(blob, bodyStart, place)]))
  return {
    format: 'safetensors file',
    stateDicts: [{ name: '', tensors }],
    published: [],
    classes: null,
    fileBytes: blob.size,
    notes: [],
  }
}

const lazyTensor = (blob: Blob, bodyStart: number, { type, shape, begin, end }: TensorPlace): LazyTensor => ({
  type,
  shape,
  async read({ checkpoint }: JobControl) {
    const bytes = await blobBytes(blob, bodyStart + begin, end - begin)
    await checkpoint(bodyStart + end, blob.size)
    return bytes
  },
})
