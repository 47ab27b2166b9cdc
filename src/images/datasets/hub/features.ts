/**
 * @file What the columns of a parquet file mean, according to the metadata that
 * the hub's "datasets" library writes under the key "huggingface".
 */

import type { FileMetaData } from 'hyparquet'
import { z } from 'zod'
import { parseBoundedJson } from '../../../boundedJson'
import { parsedOrNull } from '../../../boundedParse'
import { distinctClasses } from '../../../classes/classNames'
import { countOf } from '../../../countOf'
import { quoteName } from '../../../quote'
import { Refusal } from '../../refusal'
import { MAX_CLASS_NAME_LENGTH, MAX_CLASSES } from '../limits'

const featuresSchema = z.object({ info: z.object({ features: z.record(z.string(), z.unknown()) }) })
const imageSchema = z.object({ _type: z.literal('Image') })
const labelSchema = z.object({ _type: z.literal('ClassLabel'), names: z.array(z.string()) })

export interface Columns {
  readonly image: string
  readonly label: string
  readonly classes: readonly string[]
}

/** The first column of images and the first of classes. Throws Refusal if either is missing. */
export function findColumns({ key_value_metadata, schema }: FileMetaData): Columns {
  const entry = key_value_metadata?.find(({ key }) => key === 'huggingface')
  const parsed = parsedOrNull(featuresSchema, parseJson(entry?.value))
  if (parsed === null) {
    throw new Refusal('does not say which of its columns are images and classes; choose another')
  }
  const { features } = parsed.info
  const names = Object.keys(features)
  const columns = new Set(schema.map(({ name }) => name))
  const listed = names.slice(0, 8).map(quoteName).join(', ')
  const image = names.find((name) => parsedOrNull(imageSchema, features[name]) !== null)
  if (image === undefined || !columns.has(image)) {
    throw new Refusal(`has no column of images (its columns are ${listed}); choose one for image classification`)
  }
  for (const label of names) {
    const feature = columns.has(label) ? parsedOrNull(labelSchema, features[label]) : null
    if (feature === null) continue
    return { image, label, classes: checkClasses(feature.names) }
  }
  throw new Refusal(`has no column of classes (its columns are ${listed}); choose one for image classification`)
}

function checkClasses(names: readonly string[]): readonly string[] {
  if (names.length === 0 || names.length > MAX_CLASSES) {
    throw new Refusal(`has ${countOf(names.length, 'class')} where 1 to ${MAX_CLASSES} are taken; choose another`)
  }
  const long = names.find((name) => name.length > MAX_CLASS_NAME_LENGTH)
  if (long !== undefined) {
    throw new Refusal(
      `has a class whose name is longer than ${MAX_CLASS_NAME_LENGTH} characters (${quoteName(long)}); choose another`,
    )
  }
  return distinctClasses(names)
}

function parseJson(text: string | undefined): unknown {
  try {
    return parseBoundedJson(text ?? 'null')
  } catch {
    return null
  }
}
