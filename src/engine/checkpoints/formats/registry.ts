import { bareSafetensors } from './bareSafetensors'
import { manifestAndWeights } from './manifestAndWeights'
import { onnxFile } from './onnxFile'
import { pytorch } from './pytorch'
import { tfjsModel } from './tfjsModel'
import type { CheckpointFormat } from './types'

/** Tried in this order; the first that finds weights among the files opens them. */
export const CHECKPOINT_FORMATS: readonly CheckpointFormat[] = [
  manifestAndWeights,
  bareSafetensors,
  onnxFile,
  tfjsModel,
  pytorch,
]
