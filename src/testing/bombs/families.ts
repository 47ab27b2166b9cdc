/** @file All bombs: small files that would cost seconds and gigabytes if their readers believed what they claim. */
import { parseManifest } from '../../engine/checkpoints/manifest'
import { parseTrainingLog } from '../../engine/checkpoints/trainingLog'
import type { JobControl } from '../../engine/jobControl'
import { readPlanFile, readResultsFile } from '../../plans/readFiles'
import { readImageFile } from '../mutations/images'
import { tarBombs, zipBombs } from './archives'
import { readHubFile, readSetFile } from './dataSets'
import { imageBombs } from './images'
import { onnxBombs } from './onnx'
import { type BytesBomb, parquetBombs } from './parquet'
import { torchBombs } from './pickles'
import { readModelFile } from './readModel'
import { LOG_BYTES, MANIFEST_BYTES, PLAN_BYTES, textBombs } from './texts'
import { tfjsBombs } from './tfjs'
import { safetensorsBombs, zippedModelBombs } from './weights'

export interface BombFamily {
  readonly kind: string
  /** @param scale 1 is the size in which they were found, or nearly so */
  readonly bombs: (scale: number) => readonly BytesBomb[]
  /** Reads the file, and all that it holds. Throws one sentence where it cannot be read. */
  readonly read: (bytes: Uint8Array<ArrayBuffer>, control?: JobControl) => Promise<unknown>
}

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

export const BOMB_FAMILIES: readonly BombFamily[] = [
  { kind: 'parquet', bombs: parquetBombs, read: readHubFile },
  { kind: 'tar.gz', bombs: tarBombs, read: readSetFile },
  { kind: 'zip of images', bombs: zipBombs, read: readSetFile },
  { kind: 'images', bombs: imageBombs, read: readImageFile },
  { kind: 'safetensors', bombs: safetensorsBombs, read: readModelFile('net.safetensors') },
  { kind: 'zip of a model', bombs: zippedModelBombs, read: readModelFile('net.zip') },
  { kind: 'PyTorch', bombs: torchBombs, read: readModelFile('net.pth') },
  { kind: 'ONNX', bombs: onnxBombs, read: readModelFile('net.onnx') },
  { kind: 'TensorFlow.js', bombs: tfjsBombs, read: readModelFile('model.json') },
  { kind: 'manifests', bombs: textBombs(MANIFEST_BYTES), read: async (bytes) => parseManifest(textOf(bytes)) },
  { kind: 'training logs', bombs: textBombs(LOG_BYTES), read: async (bytes) => parseTrainingLog(textOf(bytes)) },
  { kind: 'plans', bombs: textBombs(PLAN_BYTES), read: (bytes) => readPlanFile(new Blob([bytes])) },
  { kind: 'results', bombs: textBombs(PLAN_BYTES), read: (bytes) => readResultsFile(new Blob([bytes])) },
]
