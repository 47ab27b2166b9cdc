import { LEAST_CROP_SHARE, type Resizing } from '../resizing'
import type { Configured, ModelConfig } from './modelConfig'

/** The filters by the names that timm gives them; "random" is of training alone. */
const FILTERS: ReadonlyMap<string | undefined, Resizing['filter']> = new Map([
  ['bicubic', 'bicubic'],
  ['bilinear', 'bilinear'],
  ['lanczos', 'lanczos'],
])

/** As the page resizes; undefined where the config does not say how. */
export function readResizing(said: ModelConfig['resizing']): Configured<Resizing> | undefined {
  if (said === undefined) return undefined
  const { cropShare = 1, interpolation } = said.value
  if (cropShare < LEAST_CROP_SHARE) return undefined
  return { file: said.file, value: { cropShare, filter: FILTERS.get(interpolation) ?? 'bilinear' } }
}
