/**
 * @file A model's manifest: what it is, how it was trained, what was measured.
 * Manifests are untrusted: everything is checked, and an error names the field.
 */
import { z } from 'zod'
import { parseBoundedJson } from '../../boundedJson'
import { classesInFile, distinctClasses } from '../../classes/classNames'
import { quoteValue } from '../../quote'
import { claimsSchema } from './claims'
import { withTodaysNames } from './earlierNames'
import { figuresSchema } from './figures'
import { openedSchema } from './found/openedSchema'
import { MAX_INPUT_SIZE, MAX_WEIGHTS_BYTES } from './limits'
import { MODEL_ID } from './modelId'
import { parseWithFieldNames } from './parseWithFieldNames'
import { resizingSchema } from './resizing'
import { withoutDirections } from './withoutDirections'

const MAX_LIBRARIES = 100

const count = z.number().int().nonnegative()
const widths = z.array(z.number().int().min(1).max(8192)).min(1).max(16)
const depths = z.array(z.number().int().min(1).max(256)).min(1).max(16)
/** Generous bounds within which float32 neither overflows nor divides by zero. */
const means = z.array(z.number().min(-1e6).max(1e6)).min(1).max(3)
const deviations = z.array(z.number().min(1e-6).max(1e6)).min(1).max(3)

/** A text for people: of a length that a page has room for, and without marks that reverse the text around it. */
const text = (most: number) => z.string().max(most).transform(withoutDirections)

/** Visible text: not only spaces or characters without width. */
const seen = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/[^\s\p{Cf}\p{Cc}]/u, 'must have a character that can be seen')
    .transform(withoutDirections)

/** Versions by the names of libraries. */
const libraries = z
  .record(z.string().max(100), z.string().max(200))
  .refine((all) => Object.keys(all).length <= MAX_LIBRARIES, `must name at most ${MAX_LIBRARIES} libraries`)

/** A model's input and how pixels become it. */
export const inputSchema = z
  .object({
    height: z.number().int().min(1).max(MAX_INPUT_SIZE),
    width: z.number().int().min(1).max(MAX_INPUT_SIZE),
    /** A model of one takes the image's luma. */
    channels: z.union([z.literal(3), z.literal(1)]),
    /** Of colour; missing: "rgb". The mean and the standard deviation are in this order. */
    channelOrder: z.enum(['rgb', 'bgr']).optional(),
    mean: means,
    std: deviations,
    /** How images of other sizes are resized; missing: the whole middle square by Lanczos. */
    resizing: resizingSchema.optional(),
  })
  .check(({ value, issues }) => {
    for (const name of ['mean', 'std'] as const) {
      if (value[name].length === value.channels) continue
      const message = 'must have as many numbers as "channels" says'
      issues.push({ code: 'custom', path: [name], input: value[name], message })
    }
  })

const manifestSchema = z.object({
  formatVersion: z.literal(1),
  id: z.string().regex(MODEL_ID, 'must be lower-case letters, digits and hyphens'),
  name: seen(80),
  training: z.object({
    objective: seen(80),
    summary: text(2000),
    epsilon255: z.number().positive().nullable(),
    startedFrom: text(200).nullable(),
    epochsTrained: count,
    epochsPlanned: count,
    seed: z.number().int(),
    recipe: z.record(z.string(), z.unknown()),
    libraries,
    /** The hardware: "CPU", or a GPU's name. */
    device: seen(80).optional(),
    secondsPerEpoch: z.number().positive().nullable(),
  }),
  /** The architecture checks its own settings beside the name. */
  architecture: z.looseObject({ name: z.string().max(80) }),
  data: text(200),
  /** Made distinct if the file repeats a name, so that a name means one class everywhere. */
  classes: z.array(seen(80)).min(2).max(10_000).transform(distinctClasses),
  input: inputSchema,
  /** The network's output; missing: "logits". */
  outputs: z.enum(['logits', 'probabilities']).optional(),
  weights: z.object({
    file: z.string().max(255),
    sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hexadecimal digits'),
    bytes: z.number().int().positive().max(MAX_WEIGHTS_BYTES),
    dtype: z.enum(['float16', 'float32', 'bfloat16']),
    parameters: z.number().int().positive(),
  }),
  /** If it was made from a checkpoint without a manifest: what was found, assumed, or said by a person. */
  opened: openedSchema.optional(),
  licence: text(200),
  /** Published accuracies, to be checked here. */
  claims: claimsSchema.optional(),
  figures: figuresSchema.nullable(),
})

export type Manifest = z.infer<typeof manifestSchema>

/** A model's training data and architecture. */
export type ModelKind = Pick<Manifest, 'data' | 'architecture'>

/** As in a file: with the original class names. */
export const manifestInFile = (manifest: Manifest): Manifest => ({
  ...manifest,
  classes: classesInFile(manifest.classes),
})

/** Shared by architectures for their own settings. */
export const settingSchemas = { widths, depths, channels: z.union([z.literal(3), z.literal(1)]).default(3) }

/** Reads a manifest's text. Throws one sentence naming the field that is wrong. */
export function parseManifest(text: string): Manifest {
  let value: unknown
  try {
    value = parseBoundedJson(text)
  } catch (error) {
    throw new Error(
      `The manifest ${(error as Error).message} (it begins ${quoteValue(text.slice(0, 20).replaceAll(/\s+/g, ' '))}); export the model again.`,
    )
  }
  return checkManifest(value)
}

/** Of a manifest that was read already. Throws one sentence naming the field that is wrong. */
export const checkManifest = (value: unknown): Manifest =>
  parseWithFieldNames(manifestSchema, withTodaysNames(value), 'manifest')
