/** @file The maps of a row that the lightbox can show: those of the models, and those that they share. */
import { commonMap, placeOfCommon } from '../../../store/compare/lightbox'
import { readyManifests } from '../../../store/compare/questions'
import type { AppState } from '../../../store/types'
import type { MapContent } from '../../parts/exports/content'
import { distinctNames } from '../../parts/models/names'
import { MATRIX_ROWS, shownRows } from '../rows/registry'
import type { MatrixRow } from '../rows/types'

export interface LargeMap {
  readonly id: string
  /** The model's name, or what the shared map shows. */
  readonly name: string
}

const rowOf = (rowId: string): MatrixRow | undefined => MATRIX_ROWS.find(({ id }) => id === rowId)

/** Rows that have maps, in the order of the matrix. */
export function rowsWithMaps(state: AppState): readonly { readonly id: string; readonly title: string }[] {
  return shownRows(state.display)
    .filter(({ id }) => largeMaps(state, id).length > 0)
    .map(({ id, title }) => ({
      id,
      title: typeof title === 'string' ? title : title(state.display),
    }))
}

/** What can be shown of a row: shared maps first, then the models in the order of the columns. */
export function largeMaps(state: AppState, rowId: string): readonly LargeMap[] {
  const row = rowOf(rowId)
  if (row === undefined) return []
  const shared = (row.commonContent?.(state) ?? []).flatMap(({ map }, place) =>
    map === undefined ? [] : [{ id: commonMap(place), name: `${map.title}, ${map.width} × ${map.height}` }],
  )
  const manifests = readyManifests(state.models)
  const names = distinctNames(manifests)
  const ofModels = manifests.map(({ id }, place) => ({ id, name: names[place] ?? id }))
  return row.hasMaps ? [...shared, ...ofModels] : shared
}

/** The map that belongs to the present settings; null until it is computed. */
export function mapIn(state: AppState, rowId: string, id: string): MapContent | null {
  const row = rowOf(rowId)
  const place = placeOfCommon(id)
  const content = place === null ? row?.content(state, id) : row?.commonContent?.(state)[place]
  return content?.map ?? null
}
