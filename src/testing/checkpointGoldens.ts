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
  const names = [...all.keys()].filter((name) => !name.includes(' '))
  return new Map(
    names.map((name) => {
      const own = [...all].filter(([key]) => key.startsWith(`${name} `))
      const tensors = new Map(own.map(([key, tensor]) => [key.slice(name.length + 1), tensor]))
      return [name, { name, bytes: (all.get(name) as EncodedTensor).bytes, tensors }]
    }),
  )
}
