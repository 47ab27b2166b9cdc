/**
 * @file A model's manifest: what it is, how it was trained, what was measured.
 * Manifests are untrusted: everything is checked, and an error names the field.
 */
import { z } from 'zod'

const share = z.number().min(0).max(1)
const count = z.number().int().nonnegative()
const widths = z.array(z.number().int().min(1).max(8192)).min(1).max(16)
const depths = z.array(z.number().int().min(1).max(256)).min(1).max(16)
/** Bounds that no normalisation comes near, within which float32 neither overflows nor divides by zero. */
const means = z.array(z.number().min(-1e6).max(1e6)).length(3)
const deviations = z.array(z.number().min(1e-6).max(1e6)).length(3)

/** Shown on the page and in tables, so of a length that fits there. */
const phrase = z.string().min(1).max(300)
const pictureCount = z.number().int().min(1).max(10_000_000)
const of255 = z.number().positive().max(255)
const normValue = z.number().nonnegative()

/** One attack at one epsilon. Pictures that are wrong without an attack count as fallen. */
const robustAccuracy = z
  .object({
    /** "pgd", "autoattack-standard"; a reduced attack bears another name. */
    attack: z.string().min(1).max(60),
    steps: count.max(1_000_000).optional(),
    stepSize255: of255.optional(),
    norm: z.enum(['Linf', 'L2', 'L1']).optional(),
    epsilon255: of255,
    restarts: count.max(1_000_000).optional(),
    accuracy: share,
    /** How many pictures, from the first of the split; missing: as many as the other figures stand on. */
    pictures: pictureCount.optional(),
    /** How many pictures held in each block of `pictures`, in order: for ratios on the same pictures. */
    heldPerBlock: z
      .object({ pictures: count.min(1).max(10_000), held: z.array(count.max(10_000)).min(1).max(10_000) })
      .refine(({ pictures, held }) => held.every((count) => count <= pictures), 'holds more pictures than a block has')
      .optional(),
    tool: phrase.optional(),
  })
  .refine(
    ({ pictures, heldPerBlock: blocks }) =>
      !blocks || (pictures !== undefined && Math.ceil(pictures / blocks.pictures) === blocks.held.length),
    { path: ['heldPerBlock'], error: 'does not have the blocks that so many pictures make' },
  )

const figures = z.object({
  /** How many pictures clean accuracy, PGD and the gradient's statistics stand on. */
  pictures: pictureCount,
  split: phrase,
  cleanAccuracy: share,
  robustAccuracy: z.array(robustAccuracy).max(64),
  /** Of the gradient of cross-entropy on [0, 1] pixels, summed over channels and pixels; a mean over pictures. */
  meanGradientL1: normValue,
  meanGradientL2: normValue,
  meanEdgeAlignment: z.number().min(-1).max(1),
  /** Over the pictures that hold under PGD-20 at the data set's epsilon, and over all others; null where there are none. */
  meanGradientL1Held: normValue.nullish(),
  meanGradientL1Fallen: normValue.nullish(),
  /** Largest change of a reported accuracy, in points, that float16 storage makes. */
  float16: z.object({ maxChangePoints: z.number().min(0).max(100) }).nullish(),
  /** What one epoch of this training costs, and what share that is of PGD-3 adversarial training's. */
  epochCost: z
    .object({
      secondsPerEpoch: z.number().positive(),
      relativeToAdversarial: z.number().positive(),
      processor: phrase.optional(),
      command: phrase,
      date: phrase,
    })
    .nullish(),
  command: phrase,
  tool: phrase,
  date: phrase,
})

const manifestSchema = z.object({
  formatVersion: z.literal(1),
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/, 'must be lower-case letters, digits and hyphens'),
  name: z.string().min(1).max(80),
  training: z.object({
    objective: z.string().min(1),
    summary: z.string(),
    epsilon255: z.number().positive().nullable(),
    startedFrom: z.string().nullable(),
    epochsTrained: count,
    epochsPlanned: count,
    seed: z.number().int(),
    recipe: z.record(z.string(), z.unknown()),
    libraries: z.record(z.string(), z.string()),
    /** What computed: "CPU", or a GPU's name. */
    device: z.string().min(1).max(80).optional(),
    secondsPerEpoch: z.number().positive().nullable(),
  }),
  /** The settings beside the name are the architecture's own, and are checked by it. */
  architecture: z.looseObject({ name: z.string() }),
  data: z.string(),
  classes: z.array(z.string().min(1).max(80)).min(2).max(10_000),
  input: z.object({
    height: z.number().int().min(1).max(1024),
    width: z.number().int().min(1).max(1024),
    channels: z.literal(3),
    mean: means,
    std: deviations,
  }),
  weights: z.object({
    file: z.string(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hexadecimal digits'),
    bytes: z
      .number()
      .int()
      .positive()
      .max(512 * 1024 * 1024),
    dtype: z.enum(['float16', 'float32', 'bfloat16']),
    parameters: z.number().int().positive(),
  }),
  licence: z.string(),
  figures: figures.nullable(),
})

export type Manifest = z.infer<typeof manifestSchema>

/** Shared by architectures for their own settings. */
export const settingSchemas = { widths, depths }

/** Throws one sentence that names the first wrong field and what was found there. */
export function parseWithFieldNames<T>(schema: z.ZodType<T>, value: unknown, what: string, prefix = ''): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const path = issue?.path ?? []
  const field = [prefix, ...path.map(String)].filter(Boolean).join('.') || 'the whole file'
  const found = path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | null)?.[key], value)
  const shown = JSON.stringify(found)?.slice(0, 80) ?? 'missing'
  throw new Error(
    `The ${what}'s field "${field}" is ${shown}: ${issue?.message ?? 'not valid'}; correct it or export the model again.`,
  )
}

/** Reads a manifest's text. Throws one sentence naming the field that is wrong. */
export function parseManifest(text: string): Manifest {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Error(
      `The manifest is not JSON (it begins "${text.slice(0, 20).replaceAll(/\s+/g, ' ')}"); export the model again.`,
    )
  }
  return parseWithFieldNames(manifestSchema, value, 'manifest')
}
