/** @file model.json, as tfjs's own `save` and its converter write it. */
import { z } from 'zod'
import { JsonProblem, parseBoundedJsonBytes } from '../../../boundedJson'
import { MAX_TENSOR_AXES } from '../../checkpoints/limits'
import { parseWithFieldNames } from '../../checkpoints/parseWithFieldNames'
import { MAX_SHARDS } from '../limits'
import type { TfjsKind, TfjsModelJson } from './types'

const name = z.string().min(1).max(500)

const weightSchema = z.object({
  name,
  shape: z
    .array(
      z
        .number()
        .int()
        .nonnegative()
        .max(2 ** 31),
    )
    .max(MAX_TENSOR_AXES),
  dtype: z.string().max(20),
  quantization: z
    .object({
      dtype: z.enum(['uint8', 'uint16', 'float16']),
      scale: z.number().optional(),
      min: z.number().optional(),
    })
    .optional(),
})

const modelSchema = z.object({
  format: z.string().max(100).nullish(),
  convertedBy: z.string().max(200).nullish(),
  generatedBy: z.string().max(200).nullish(),
  modelTopology: z.looseObject({}),
  signature: z.looseObject({}).nullish(),
  weightsManifest: z
    .array(z.object({ paths: z.array(name).max(MAX_SHARDS), weights: z.array(weightSchema).max(100_000) }))
    .max(MAX_SHARDS),
})

const REMEDY = 'convert the model again with tensorflowjs_converter, or save it again with model.save'

/** @throws Error with one sentence that names the field that is wrong */
export function readTfjsModelJson(bytes: Uint8Array): TfjsModelJson {
  let value: unknown
  try {
    value = parseBoundedJsonBytes(bytes)
  } catch (error) {
    if (error instanceof JsonProblem) throw new Error(`The model.json ${error.message}; ${REMEDY}.`)
    throw error
  }
  const model = parseWithFieldNames(modelSchema, value, 'model.json', { remedy: REMEDY })
  const { modelTopology: topology, signature = null, weightsManifest: groups } = model
  return {
    kind: kindOf(model.format, topology),
    topology,
    signature,
    groups: groups as TfjsModelJson['groups'],
    converter: model.convertedBy ?? model.generatedBy ?? '',
  }
}

/** Before tfjs 1.0 the file did not say. */
function kindOf(format: string | null | undefined, topology: Readonly<Record<string, unknown>>): TfjsKind {
  if (format === 'layers-model' || 'model_config' in topology || 'class_name' in topology) return 'layers'
  if (format === 'graph-model' || 'node' in topology) return 'graph'
  throw new Error(`The model.json has neither layers nor nodes in its field "modelTopology"; ${REMEDY}.`)
}
