import type { ModelLocation } from '../engine/types'

/** A model that the page ships or that was trained here, chosen or not. */
export interface ZooModel extends ModelLocation {
  readonly logUrl: string | null
  /** Whether it was trained in this tab, so that no address can name it. */
  readonly isMadeHere?: boolean
}
