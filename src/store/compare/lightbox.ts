/** @file Two maps of a row of the comparison that are opened large. */

/** How two maps are compared. */
export const LIGHTBOX_MODES = ['beside', 'swipe', 'difference'] as const
export type LightboxMode = (typeof LIGHTBOX_MODES)[number]

export interface Lightbox {
  /** The row that the maps are of. */
  readonly rowId: string
  /** The map's model, or `commonMap(place)` for one that all models share. */
  readonly firstId: string
  /** What it is compared with, or null. */
  readonly secondId: string | null
  readonly mode: LightboxMode
  /** In swipe mode, how much of the width shows the first map, in [0, 1]. */
  readonly split: number
}

const COMMON = 'common:'

/** Stands for the map that all models share; one of them where models take several sizes. No model's id has a colon. */
export const commonMap = (place: number): string => `${COMMON}${place}`

/** The place of a shared map, or null for a model's. */
export const placeOfCommon = (id: string): number | null =>
  id.startsWith(COMMON) ? Number(id.slice(COMMON.length)) : null

/** A map with that of the next column, or of the one before the last; a shared one alone. */
export function lightboxFor(modelIds: readonly string[], rowId: string, firstId: string): Lightbox {
  const place = modelIds.indexOf(firstId)
  const secondId = place < 0 ? null : (modelIds[place + 1] ?? modelIds[place - 1] ?? null)
  return { rowId, firstId, secondId, mode: 'beside', split: 0.5 }
}

/** No map is beside itself: where one takes the other's place, they swap. */
export function changedLightbox(lightbox: Lightbox, change: Partial<Lightbox>): Lightbox {
  const changed = { ...lightbox, ...change }
  if (changed.firstId !== changed.secondId) return changed
  const { firstId, secondId } = lightbox
  if (change.firstId === undefined) return secondId === null ? lightbox : { ...changed, firstId: secondId }
  return { ...changed, secondId: firstId === changed.firstId ? null : firstId }
}
