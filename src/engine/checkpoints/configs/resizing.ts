import { LEAST_CROP_SHARE, type Resizing } from '../resizing'
import type { Configured, ModelConfig } from './modelConfig'

/** Filters by timm's names; "random" is used only in training. */
const FILTERS: ReadonlyMap<string | undefined, Resizing['filter']> = new Map([
  ['bicubic', 'bicubic'],
  ['bilinear', 'bilinear'],
  ['lanczos', 'lanczos'],
])

/** The page's resizing; undefined if the config does not describe it. */
export function readResizing(said: ModelConfig['resizing']): Configured<Resizing> | undefined {
  if (said === undefined) return undefined
  const { cropShare = 1, interpolation } = said.value
  if (cropShare < LEAST_CROP_SHARE) return undefined
  return { file: said.file, value: { cropShare, filter: FILTERS.get(interpolation) ?? 'bilinear' } }
}
