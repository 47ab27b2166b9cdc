/** @file What a person can do with kept work of any kind. */
import type { KeptKind, RunKind } from '../../store/runs/kept'
import type { OwnModels } from '../models/ownModels'
import type { KeptList } from './keptList'
import type { RunVerbs } from './runVerbs'

export interface KeptActions {
  /** Shows a kept run instead of the present one, which stays kept, or gives a kept model a column. */
  readonly openKept: (kind: KeptKind, id: string) => Promise<void>
  /** Deletes it for good; if it is shown, it is closed first. */
  readonly deleteKept: (kind: KeptKind, id: string) => Promise<void>
}

export function createKeptActions(
  runs: Readonly<Record<RunKind, RunVerbs>>,
  models: OwnModels,
  list: KeptList,
): KeptActions {
  return {
    openKept: (kind, id) => (kind === 'model' ? models : runs[kind]).open(id),
    async deleteKept(kind, id) {
      if (kind !== 'model') return runs[kind].discard(id)
      await models.close(id)
      await list.remove(kind, id)
    },
  }
}
