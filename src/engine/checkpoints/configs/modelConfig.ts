/**
 * @file Reads timm's config.json, and transformers' config.json and preprocessor_config.json, as found beside weights
 * on the Hugging Face hub. All of it is untrusted.
 */
import { z } from 'zod'
import { parseBoundedJsonBytes } from '../../../boundedJson'
import { parsedOrNull } from '../../../boundedParse'
import type { JobControl } from '../../jobControl'
import { fileNameOf } from '../formats/fileNames'
import type { CheckpointFile } from '../formats/types'
import { MAX_CONFIG_BYTES, MAX_INPUT_SIZE } from '../limits'

/** How an image is cropped and resized for the model. */
export interface ConfiguredResizing {
  readonly cropShare?: number | undefined
  readonly interpolation?: string | undefined
}

/** A value from a config, and the file that it comes from. */
export interface Configured<Value> {
  readonly value: Value
  readonly file: string
}

export interface ModelConfig {
  readonly size?: Configured<number> | undefined
  readonly channels?: Configured<number> | undefined
  readonly mean?: Configured<readonly number[]> | undefined
  readonly std?: Configured<readonly number[]> | undefined
  readonly resizing?: Configured<ConfiguredResizing> | undefined
  /** The number of classes, if they are not named. */
  readonly classCount?: Configured<number> | undefined
  readonly classes?: Configured<readonly string[]> | undefined
  /** timm's name of the weights: "a1_in1k". */
  readonly tag?: Configured<string> | undefined
}

/** A malformed field is ignored; the others still count. */
const maybe = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined)

const size = z.number().int().min(1).max(MAX_INPUT_SIZE)
const perChannel = z.array(z.number()).min(1).max(3)
const names = z.array(z.string().min(1).max(200)).min(2).max(10_000)
const namesByKey = z.record(z.string(), z.string().min(1).max(200))

const timmFields = {
  tag: maybe(z.string().max(200)),
  input_size: maybe(z.tuple([z.number().int(), size, size])),
  crop_pct: maybe(z.number().positive().max(1)),
  interpolation: maybe(z.string().max(40)),
  mean: maybe(perChannel),
  std: maybe(perChannel),
  num_classes: maybe(z.number().int().positive()),
  label_names: maybe(names),
  label_descriptions: maybe(z.union([names, namesByKey])),
}

const configSchema = z.object({
  ...timmFields,
  pretrained_cfg: maybe(z.object(timmFields)),
  id2label: maybe(namesByKey),
  image_size: maybe(size),
  num_channels: maybe(z.number().int()),
})

const preprocessorSchema = z.object({
  do_normalize: maybe(z.boolean()),
  do_rescale: maybe(z.boolean()),
  image_mean: maybe(perChannel),
  image_std: maybe(perChannel),
  crop_pct: maybe(z.number().positive().max(1)),
  /** Pillow's number of a filter. */
  resample: maybe(z.number().int()),
  crop_size: maybe(z.union([size, z.object({ height: size })])),
  size: maybe(z.union([size, z.object({ height: size }), z.object({ shortest_edge: size })])),
})

/** From the files of a folder; null if none of them describes a model. Throws only JobCancelled. */
export async function readModelConfig(
  beside: readonly CheckpointFile[],
  control: JobControl,
): Promise<ModelConfig | null> {
  const config = await readJson('config.json', configSchema, beside, control)
  const preprocessor = await readJson('preprocessor_config.json', preprocessorSchema, beside, control)
  const said = { ...(config && ofConfig(config)), ...(preprocessor && ofPreprocessor(preprocessor)) }
  const known = Object.entries(said).filter(([, each]) => each !== undefined)
  return known.length === 0 ? null : Object.fromEntries(known)
}

async function readJson<Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  beside: readonly CheckpointFile[],
  control: JobControl,
): Promise<z.infer<Schema> | null> {
  const file = beside.find(({ path }) => fileNameOf(path) === name)
  if (file === undefined || file.size > MAX_CONFIG_BYTES) return null
  const bytes = await file.load(MAX_CONFIG_BYTES, control)
  try {
    return parsedOrNull(schema, parseBoundedJsonBytes(new Uint8Array(bytes)))
  } catch {
    return null
  }
}

function saidBy(file: string) {
  return <Value>(value: Value | undefined): Configured<Value> | undefined =>
    value === undefined ? undefined : { value, file }
}

function ofConfig(config: z.infer<typeof configSchema>): ModelConfig {
  const said = saidBy('config.json')
  // Before 0.9 timm wrote these fields beside the others.
  const timm = { ...config, ...config.pretrained_cfg }
  const { input_size: [channels, , width] = [], crop_pct: cropShare, interpolation } = timm
  const classes = timmClasses({ ...timm, ...onlyKnown(config) }) ?? inOrder(config.id2label)
  return {
    size: said(width ?? config.image_size),
    channels: said(channels ?? config.num_channels),
    mean: said(timm.mean),
    std: said(timm.std),
    resizing: said(cropShare === undefined && interpolation === undefined ? undefined : { cropShare, interpolation }),
    classCount: said(config.num_classes ?? timm.num_classes ?? classes?.length),
    classes: said(classes),
    tag: said(timm.tag),
  }
}

/** The fields that timm writes only at the top level. */
const onlyKnown = ({ label_names, label_descriptions }: z.infer<typeof configSchema>) => ({
  ...(label_names && { label_names }),
  ...(label_descriptions && { label_descriptions }),
})

type Labels = Pick<z.infer<typeof configSchema>, 'label_names' | 'label_descriptions'>

/** Descriptions instead of names such as "n01440764", if all classes have one. */
function timmClasses({ label_names: labels, label_descriptions: descriptions }: Labels): readonly string[] | undefined {
  if (Array.isArray(descriptions)) return descriptions
  if (labels === undefined || descriptions === undefined) return labels
  const byName = new Map(Object.entries(descriptions))
  const described = labels.map((label) => byName.get(label))
  return described.every((each) => each !== undefined) ? described : labels
}

/** The values of keys "0", "1", and so on, without gaps. */
function inOrder(byNumber: Readonly<Record<string, string>> | undefined): readonly string[] | undefined {
  const named = new Map(Object.entries(byNumber ?? {}))
  const inOrder = [...named.keys()].map((_, i) => named.get(String(i)))
  return inOrder.length > 1 && inOrder.every((each) => each !== undefined) ? inOrder : undefined
}

const PILLOW_FILTERS: ReadonlyMap<number | undefined, string> = new Map([
  [1, 'lanczos'],
  [2, 'bilinear'],
  [3, 'bicubic'],
])

function ofPreprocessor(config: z.infer<typeof preprocessorSchema>): ModelConfig {
  const said = saidBy('preprocessor_config.json')
  const { do_normalize: isNormalised = true, image_mean: mean, image_std: std, crop_pct: cropShare, resample } = config
  const interpolation = PILLOW_FILTERS.get(resample)
  const known: ModelConfig = {
    ...(isNormalised && mean && std && { mean: said(mean), std: said(std) }),
    size: said(edgeOf(config.crop_size ?? config.size)),
    resizing: said(cropShare === undefined && interpolation === undefined ? undefined : { cropShare, interpolation }),
  }
  return Object.fromEntries(Object.entries(known).filter(([, each]) => each !== undefined))
}

function edgeOf(value: z.infer<typeof preprocessorSchema>['size'] | z.infer<typeof preprocessorSchema>['crop_size']) {
  if (value === undefined || typeof value === 'number') return value
  return 'height' in value ? value.height : value.shortest_edge
}
