/** @file Models of TensorFlow.js, and what TensorFlow computes by them (models/training/make_tfjs_goldens.py). */
import { readSafetensors, type StoredTensor } from '../engine/checkpoints/safetensors'
import type { DataFile } from '../images/datasets/types'
import { readRepositoryFile } from './goldens'

export const TFJS_GOLDENS = ['keras3-nested', 'keras2-sequential', 'keras2-functional', 'graph', 'quantised'] as const
export type TfjsGoldenName = (typeof TFJS_GOLDENS)[number]

/** True classes of the golden's images. */
export const TFJS_LABELS = [3, 7]

export interface TfjsGolden {
  /** model.json and its shard, in a folder of the golden's name. */
  readonly files: readonly DataFile[]
  /**
   * "images" as the network takes them, "logits", "gradient" of the summed cross-entropy in the images, and
   * "slope NAME" of that gradient's mean squared L2 norm in each weight.
   */
  readonly expected: ReadonlyMap<string, StoredTensor>
}

const read = (name: string, file: string) => readRepositoryFile(`e2e/goldens/tfjs/${name}/${file}`)

/** model.json and its shard. */
export const readTfjsGoldenFiles = (name: string): Promise<DataFile[]> =>
  Promise.all(
    ['model.json', 'group1-shard1of1.bin'].map(async (file) => ({
      path: `${name}/${file}`,
      blob: new Blob([await read(name, file)]),
    })),
  )

export const readTfjsGolden = async (name: TfjsGoldenName): Promise<TfjsGolden> => ({
  files: await readTfjsGoldenFiles(name),
  expected: readSafetensors(await read(name, 'expected.safetensors')),
})
