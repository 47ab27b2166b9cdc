/** @file All bombs: small files that would cost seconds and gigabytes if their readers believed what they claim. */
import { parseManifest } from '../../engine/checkpoints/manifest'
import { parseTrainingLog } from '../../engine/checkpoints/trainingLog'
import type { JobControl } from '../../engine/jobControl'
import plan from '../../plans/goldens/plan.json'
import results from '../../plans/goldens/results.json'
import trainingPlan from '../../plans/goldens/trainingPlan.json'
import trainingResults from '../../plans/goldens/trainingResults.json'
import { readPlanFile, readResultsFile } from '../../plans/readFiles'
import { readImageFile } from '../mutations/images'
import { addressBombs, pageStateBombs } from './addresses'
import { tarBombs, zipBombs } from './archives'
import type { BytesBomb } from './bomb'
import { readHubFile, readSetFile } from './dataSets'
import { droppedBombs, svgBombs } from './droppedFiles'
import { imageBombs } from './images'
import { onnxBombs } from './onnx'
import { parquetBombs } from './parquet'
import { torchBombs } from './pickles'
import { pixelBombs } from './pixels'
import { ADDRESS_KEYS, followAddress, restoreFromImage } from './readAddress'
import { dropFiles, dropSvg } from './readDropped'
import { lookForModel, readModelFile } from './readModel'
import { LOG_BYTES, MANIFEST_BYTES, PLAN_BYTES, textBombs } from './texts'
import { tfjsBombs } from './tfjs'
import { validTextBombs } from './validTexts'
import { safetensorsBombs, zippedModelBombs } from './weights'

export interface BombFamily {
  readonly kind: string
  /** @param scale 1 is the size in which they were found, or nearly so */
  readonly bombs: (scale: number) => readonly BytesBomb[]
  /** Reads the file, and all that it holds. Throws one sentence where it cannot be read. */
  readonly read: (bytes: Uint8Array<ArrayBuffer>, control?: JobControl) => Promise<unknown>
}

const planBombs: BombFamily['bombs'] = (scale) =>
  [textBombs(PLAN_BYTES), validTextBombs(plan, PLAN_BYTES), validTextBombs(trainingPlan, PLAN_BYTES)].flatMap((bombs) =>
    bombs(scale),
  )
const resultsBombs: BombFamily['bombs'] = (scale) =>
  [textBombs(PLAN_BYTES), validTextBombs(results, PLAN_BYTES), validTextBombs(trainingResults, PLAN_BYTES)].flatMap(
    (bombs) => bombs(scale),
  )
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

export const BOMB_FAMILIES: readonly BombFamily[] = [
  { kind: 'parquet', bombs: parquetBombs, read: readHubFile },
  { kind: 'tar.gz', bombs: tarBombs, read: readSetFile },
  { kind: 'zip of images', bombs: zipBombs, read: readSetFile },
  { kind: 'zip of images, in which a model is looked for', bombs: zipBombs, read: lookForModel },
  { kind: 'images', bombs: imageBombs, read: readImageFile },
  { kind: 'pixels of images', bombs: pixelBombs, read: readImageFile },
  { kind: 'safetensors', bombs: safetensorsBombs, read: readModelFile('net.safetensors') },
  { kind: 'zip of a model', bombs: zippedModelBombs, read: readModelFile('net.zip') },
  { kind: 'PyTorch', bombs: torchBombs, read: readModelFile('net.pth') },
  { kind: 'ONNX', bombs: onnxBombs, read: readModelFile('net.onnx') },
  { kind: 'TensorFlow.js', bombs: tfjsBombs, read: readModelFile('model.json') },
  { kind: 'manifests', bombs: textBombs(MANIFEST_BYTES), read: async (bytes) => parseManifest(textOf(bytes)) },
  { kind: 'training logs', bombs: textBombs(LOG_BYTES), read: async (bytes) => parseTrainingLog(textOf(bytes)) },
  { kind: 'plans', bombs: planBombs, read: (bytes) => readPlanFile(new Blob([bytes])) },
  { kind: 'results', bombs: resultsBombs, read: (bytes) => readResultsFile(new Blob([bytes])) },
  { kind: 'addresses', bombs: (scale) => addressBombs(scale, ADDRESS_KEYS), read: followAddress },
  { kind: 'page states in images', bombs: pageStateBombs, read: restoreFromImage },
  { kind: 'SVG', bombs: svgBombs, read: dropSvg },
  { kind: 'dropped files', bombs: droppedBombs, read: dropFiles },
]
