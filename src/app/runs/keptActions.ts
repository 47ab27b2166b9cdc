/** @file What a person can do with kept work of any kind. */
import { fetchedCode } from '../../fetchedCode'
import type { KeptKind, RunKind } from '../../store/runs/kept'
import type { OwnModels } from '../models/ownModels'
import type { KeptList } from './keptList'
import type { KeptContents } from './keptTypes'
import type { RunVerbs } from './runVerbs'

interface NamedFile {
  readonly name: string
  readonly blob: Blob
}

export interface KeptActions {
  /** Shows a kept run instead of the present one, which stays kept, or gives a kept model a column. */
  readonly openKept: (kind: KeptKind, id: string) => Promise<void>
  /** A run as JSON with everything needed to repeat it, a model as a zip. null if it does not exist, which the list says. */
  readonly exportKept: (kind: KeptKind, id: string) => Promise<NamedFile | null>
  /** Deletes it for good; if it is shown, it is closed first. */
  readonly deleteKept: (kind: KeptKind, id: string) => Promise<void>
}

export function createKeptActions(
  runs: Readonly<Record<RunKind, RunVerbs>>,
  models: OwnModels,
  list: KeptList,
): KeptActions {
  async function exportRun<Kind extends RunKind>(kind: Kind, id: string): Promise<NamedFile | null> {
    const content = await list.load(kind, id)
    if (content === null) return null
    const { KEPT_EXPORTS } = await fetchedCode(() => import('./keptExports'))
    const { name, json } = (KEPT_EXPORTS[kind] as (of: KeptContents[Kind]) => { name: string; json: string })(content)
    return { name: `${name}.json`, blob: new Blob([json], { type: 'application/json' }) }
  }
  return {
    openKept: (kind, id) => (kind === 'model' ? models : runs[kind]).open(id),
    exportKept: (kind, id) => (kind === 'model' ? models.zipKept(id) : exportRun(kind, id)),
    async deleteKept(kind, id) {
      if (kind !== 'model') return runs[kind].discard(id)
      await models.close(id)
      await list.remove(kind, id)
    },
  }
}
