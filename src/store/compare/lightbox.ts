/** @file A map of the comparison that is opened large, alone or with that of another model. */

/** How two maps are compared. */
export const LIGHTBOX_MODES = ['beside', 'swipe', 'difference'] as const
export type LightboxMode = (typeof LIGHTBOX_MODES)[number]

export interface Lightbox {
  /** The row that the maps are of. */
  readonly rowId: string
  readonly modelId: string
  /** The model that it is compared with, or null. */
  readonly otherId: string | null
  readonly mode: LightboxMode
  /** In swipe mode, how much of the width shows the first model's map, in [0, 1]. */
  readonly split: number
}

/** A model's map with that of the next column, or of the one before the last. */
export function lightboxFor(modelIds: readonly string[], rowId: string, modelId: string): Lightbox {
  const place = modelIds.indexOf(modelId)
  const otherId = modelIds[place + 1] ?? modelIds[place - 1] ?? null
  return { rowId, modelId, otherId, mode: 'beside', split: 0.5 }
}

/** The model one place further in the order of the columns, around the ends. */
export function stepModel(modelIds: readonly string[], modelId: string, by: 1 | -1): string {
  const place = modelIds.indexOf(modelId)
  return modelIds[(place + by + modelIds.length) % modelIds.length] ?? modelId
}
