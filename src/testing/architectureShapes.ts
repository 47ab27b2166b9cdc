/** @file Names and shapes of published models' tensors (models/training/list_architecture_shapes.py). In Node alone. */
import { gunzipSync } from 'node:zlib'
import type { ParameterShapes } from '../engine/architectures/types'
import { followsFromTheRest } from '../engine/checkpoints/stateDicts/buffers'
import { readRepositoryFile } from './goldens'

export interface PublishedModel {
  /** "timm resnet50" */
  readonly name: string
  /** Of the page's; null where it is none. */
  readonly family: string | null
  /** What the model says of itself: side of its images, heads, windows. */
  readonly facts: Readonly<Record<string, unknown>>
  /** As recognition is given them. */
  readonly shapes: ParameterShapes
}

type Stored = Omit<PublishedModel, 'shapes'> & { readonly shapes: Readonly<Record<string, readonly number[]>> }

const file = gunzipSync(new Uint8Array(await readRepositoryFile('e2e/goldens/architecture-shapes.json.gz')))
const stored: { readonly models: readonly Stored[] } = JSON.parse(file.toString())

export const publishedModels: readonly PublishedModel[] = stored.models.map((model) => ({
  ...model,
  shapes: new Map(Object.entries(model.shapes).filter(([name]) => !followsFromTheRest(name))),
}))
