import type { ModelLocation } from '../engine/types'

/** A model that ships with the page or was trained here, chosen or not. */
export interface ZooModel extends ModelLocation {
  readonly logUrl: string | null
  /** Whether it was trained in this tab, so the address cannot name it. */
  readonly isMadeHere?: boolean
}
