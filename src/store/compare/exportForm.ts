/** @file What a person chose for an export of the comparison. */

/** Ids of the rows and the models that an export leaves out, so that what joins later is in it. */
export interface LeftOut {
  readonly rows: readonly string[]
  readonly models: readonly string[]
}

export interface ExportForm {
  readonly leftOut: LeftOut
  /** Pixels that a pixel of a map takes, in figures and in files of their own; null: as many as have room. */
  readonly scale: number | null
  /** Where the numbers of a map stand. */
  readonly arrangement: 'below' | 'beside'
  /** Whether the charts stand below the maps. */
  readonly hasCharts: boolean
  /** Whether the JSON has the values of the maps. */
  readonly hasMapValues: boolean
}

export const NOTHING_LEFT_OUT: LeftOut = { rows: [], models: [] }

export const initialExport: ExportForm = {
  leftOut: NOTHING_LEFT_OUT,
  scale: null,
  arrangement: 'below',
  hasCharts: true,
  hasMapValues: false,
}

/** Beyond this a map of a large model has more pixels than browsers draw. */
export const LARGEST_SCALE = 32
