/** @file Files that torch.save wrote, and what torch.load reads of them (models/training/make_checkpoint_goldens.py). */

import { type EncodedTensor, splitSafetensors } from './encodeSafetensors'
import { readRepositoryFile } from './goldens'

export interface CheckpointGolden {
  readonly name: string
  readonly bytes: Uint8Array
  readonly tensors: ReadonlyMap<string, EncodedTensor>
}

/** By their names: "zip-2.pth". */
export async function checkpointGoldens(): Promise<ReadonlyMap<string, CheckpointGolden>> {
  const all = splitSafetensors(await readRepositoryFile('e2e/goldens/checkpoints.safetensors'))
  const names = [...all.keys()].filter((name) => name.endsWith('.pth'))
  return new Map(
    names.map((name) => {
      const own = [...all].filter(([key]) => key.startsWith(`${name} `))
      const tensors = new Map(own.map(([key, tensor]) => [key.slice(name.length + 1), tensor]))
      return [name, { name, bytes: (all.get(name) as EncodedTensor).bytes, tensors }]
    }),
  )
}

/** Images (N, 3, height, width) and logits (N, classes) of the model in robust-model.pth, as float32. */
export async function robustModelRun(): Promise<
  Record<'images' | 'logits', Float32Array> & { readonly shape: readonly number[] }
> {
  const all = splitSafetensors(await readRepositoryFile('e2e/goldens/checkpoints.safetensors'))
  const [images, logits] = ['images', 'logits'].map((name) => all.get(`robust-model ${name}`) as EncodedTensor)
  const floats = ({ bytes }: EncodedTensor) => new Float32Array(bytes.slice().buffer)
  if (images === undefined || logits === undefined)
    throw new Error('Run models/training/make_checkpoint_goldens.py again.')
  return { images: floats(images), logits: floats(logits), shape: images.shape }
}
