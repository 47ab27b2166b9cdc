/** @file The images of a plan. */
import { z } from 'zod'
import { requiredNumber } from '../engine/settings/fields'
import { BUILT_IN_DATA_SETS, type BuiltInId } from '../images/datasets/builtIn/registry'
import { MAX_CLASSES } from '../images/datasets/limits'
import { SUBSET_FIELDS } from './evaluationNumbers'
import { MAX_PLANNED_IMAGES, MAX_SOURCE_IMAGES } from './limits'
import { idText, words } from './words'

const count = z.number().int().min(0).max(MAX_SOURCE_IMAGES)

/** Names of splits, as data sets have them. */
export const SPLIT_NAMES = ['train', 'validation', 'test'] as const

const origin = z.union([
  z.strictObject({ builtIn: z.enum(Object.keys(BUILT_IN_DATA_SETS) as [BuiltInId]) }),
  z.strictObject({
    hub: z.object({
      id: words(200),
      config: words(200).exactOptional(),
      imagesPerSplit: z.number().int().positive().exactOptional(),
      endpoint: z.url().max(300).exactOptional(),
    }),
  }),
  z.strictObject({ fileBytes: z.number().int().min(0).meta({ description: 'Total size of its files.' }) }),
])

/** A data set, by what it is recognised again. */
export const rememberedDataSetSchema = z
  .object({
    name: words(300),
    format: words(200),
    count,
    classes: z.array(words(200)).max(MAX_CLASSES),
    classCounts: z.array(count).max(MAX_CLASSES),
    splits: z.array(z.object({ name: z.enum(SPLIT_NAMES), start: count, count })).max(SPLIT_NAMES.length),
    origin,
  })
  .meta({ id: 'dataSet' })

const gallery = z.object({
  kind: z.literal('gallery'),
  ids: z.array(idText).min(1).max(1000).meta({ description: 'Of the images; indices refer to this list.' }),
})

const dataSet = z.object({
  kind: z.literal('dataSet'),
  dataSet: rememberedDataSetSchema,
  /** How the indices were chosen; `split` is null for all images. */
  choice: z.object({
    count: requiredNumber(SUBSET_FIELDS.count),
    seed: requiredNumber(SUBSET_FIELDS.seed),
    split: words(200).nullable(),
  }),
  perClass: z.object({ least: count, most: count, only: words(200).exactOptional() }).exactOptional(),
  labels: z
    .array(z.number().int().min(0).max(MAX_CLASSES))
    .max(MAX_PLANNED_IMAGES)
    .exactOptional()
    .meta({ description: 'The class of each planned image, as a position in the classes of the data set.' }),
})

export const sourceSchema = z.discriminatedUnion('kind', [gallery, dataSet]).meta({ id: 'source' })
