import type { JobControl } from '../../jobControl'
import { MAX_CHECKPOINT_BYTES } from '../limits'
import { openStateDicts } from '../stateDicts/open'
import type { CheckpointContents } from '../stateDicts/types'
import { beginsLikeLegacyTorch, openLegacyTorch } from '../torch/legacyFormat'
import { contentsOfTorch } from '../torch/readTorch'
import { beginsLikeTorchZip, openTorchZip } from '../torch/zipFormat'
import type { CheckpointFile, CheckpointFormat } from './types'

/** Checkpoints may have any ending: all files are examined except those of common other kinds. */
const NOT_LOOKED_INTO = /\.(png|jpe?g|webp|avif|gif|bmp|tiff?|txt|md|csv|json|jsonl|ya?ml|py|html?|pdf|parquet|gz)$/i

/** A tar that begins with one of the files that PyTorch before 0.2 wrote. */
const beginsLikeOldestTorch = (head: Uint8Array): boolean =>
  /^(sys_info|pickle|tensors|storages)\0/.test(String.fromCharCode(...head.subarray(0, 16)))

/** Checkpoints written by `torch.save`, with any ending. */
export const pytorch: CheckpointFormat = {
  opens: 'a PyTorch checkpoint (.pth, .pt, .ckpt, .bin)',
  holdsWeights: (name) => !NOT_LOOKED_INTO.test(name),
  beginsLikeWeights: (head) => beginsLikeTorchZip(head) || beginsLikeLegacyTorch(head) || beginsLikeOldestTorch(head),

  read: async (file, _beside, control) => openStateDicts(file.path, await pytorchContents(file, control), control),
}

/** @throws Error with one sentence, or JobCancelled if `control` is cancelled */
export async function pytorchContents(file: CheckpointFile, control: JobControl): Promise<CheckpointContents> {
  const head = await file.head()
  if (beginsLikeOldestTorch(head)) {
    throw new Error(
      'The checkpoint is of PyTorch’s oldest format, a tar of before 0.2; load it in PyTorch with torch.load and save its state_dict() with torch.save.',
    )
  }
  const opened = beginsLikeTorchZip(head)
    ? await openTorchZip(file, control)
    : await openLegacyTorch(await file.blob(MAX_CHECKPOINT_BYTES, control), control)
  return contentsOfTorch(opened, file.size)
}
