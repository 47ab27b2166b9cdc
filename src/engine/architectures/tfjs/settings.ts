import { z } from 'zod'
import { parseBoundedJson } from '../../../boundedJson'
import { nameAmongWeights } from '../../checkpoints/learned'
import { MAX_TENSOR_AXES } from '../../checkpoints/limits'
import { parseWithFieldNames } from '../../checkpoints/parseWithFieldNames'
import type { JsonObject, TfjsKind, WholeNumbers } from '../../tfjsModels/file/types'
import { MAX_WHOLE_NUMBERS } from '../../tfjsModels/limits'
import { planOf, type TfjsPlan } from '../../tfjsModels/plan'

const shape = z.array(z.number().int().nonnegative()).max(MAX_TENSOR_AXES)

const settingsSchema = z.object({
  name: z.literal('tfjs'),
  /** What Keras saves, or what TensorFlow does. */
  kind: z.enum(['layers', 'graph']),
  /** The field "modelTopology" of model.json, as text. */
  topology: z.string(),
  /** The field "signature" of a graph's model.json. */
  signature: z.looseObject({}).optional(),
  /** Shapes of the weights by their names in model.json. */
  weights: z.record(z.string(), shape),
  /** Names of those that are not learned, such as batch norm's running statistics. */
  frozen: z.array(z.string()).optional(),
  /** Tensors that are not floating-point. */
  wholeNumbers: z
    .array(
      z.object({
        name: z.string(),
        dtype: z.enum(['int32', 'bool']),
        shape,
        values: z.array(z.number().int()).max(MAX_WHOLE_NUMBERS),
      }),
    )
    .optional(),
})

export interface TfjsSettings {
  readonly name: 'tfjs'
  readonly kind: TfjsKind
  /** The same for settings by which the same is computed. */
  readonly key: string
  readonly topology: string
  readonly signature: JsonObject | null
  readonly plan: TfjsPlan
  /** For people where a softmax or sigmoid was left out at the end; null where there is none. */
  readonly softmax: string | null
  readonly shapes: ReadonlyMap<string, readonly number[]>
  /** Of the weights by their names in model.json, what each is called among the weights. */
  readonly names: ReadonlyMap<string, string>
  readonly wholeNumbers: readonly WholeNumbers[]
}

/** Throws one sentence that names the field of the manifest, the layer or the node that is wrong. */
export function parseTfjsSettings(field: unknown): TfjsSettings {
  const parsed = parseWithFieldNames(settingsSchema, field, 'manifest', { prefix: 'architecture' })
  const { kind, topology, signature = null, weights, frozen = [], wholeNumbers = [] } = parsed
  const shapes = new Map(Object.entries(weights))
  const { plan, softmax } = planOf(kind, parseTopology(topology), signature)
  return {
    name: 'tfjs',
    kind,
    key: JSON.stringify([kind, topology, signature, weights]),
    topology,
    signature,
    plan,
    softmax,
    shapes,
    names: new Map([...shapes.keys()].map((name) => [name, nameAmongWeights(name, frozen)])),
    wholeNumbers,
  }
}

function parseTopology(text: string): JsonObject {
  const value = parseBoundedJson(text)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject
  throw new Error(`The manifest's field "architecture.topology" is no object; export the model again.`)
}
