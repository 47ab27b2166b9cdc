import type { JobControl } from '../../jobControl'
import { MAX_CHECKPOINT_BYTES } from '../limits'
import { openStateDicts } from '../stateDicts/open'
import type { CheckpointContents } from '../stateDicts/types'
import { beginsLikeLegacyTorch, openLegacyTorch } from '../torch/legacyFormat'
import { contentsOfTorch } from '../torch/readTorch'
import { beginsLikeTorchZip, openTorchZip } from '../torch/zipFormat'
import type { CheckpointFile, CheckpointFormat } from './types'

/** Checkpoints have any ending: all are looked into but what many folders are full of. */
const NOT_LOOKED_INTO = /\.(png|jpe?g|webp|avif|gif|bmp|tiff?|txt|md|csv|json|jsonl|ya?ml|py|html?|pdf|parquet|gz)$/i

/** Checkpoints that `torch.save` wrote, with whatever ending their authors gave them. */
export const pytorch: CheckpointFormat = {
  opens: 'a PyTorch checkpoint (.pth, .pt, .ckpt, .bin)',
  holdsWeights: (name) => !NOT_LOOKED_INTO.test(name),
  beginsLikeWeights: (head) => beginsLikeTorchZip(head) || beginsLikeLegacyTorch(head),

  read: async (file, _beside, control) => openStateDicts(file.path, await pytorchContents(file, control), control),
}

/** @throws Error with one sentence, JobCancelled when `control` says so */
export async function pytorchContents(file: CheckpointFile, control: JobControl): Promise<CheckpointContents> {
  const opened = beginsLikeTorchZip(await file.head())
    ? await openTorchZip(file, control)
    : await openLegacyTorch(await file.blob(MAX_CHECKPOINT_BYTES, control), control)
  return contentsOfTorch(opened, file.size)
}
