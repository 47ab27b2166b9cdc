/** @file What a person can do with kept work, of whatever kind. */
import type { AppStore } from '../../store/appStore'
import type { KeptKind } from '../../store/runs/kept'
import type { AppState } from '../../store/types'
import type { KeptList } from './keptList'

export interface KeptActions {
  /** Shows a kept run in place of the present one, which stays kept, or gives a kept model a column. */
  readonly openKept: (kind: KeptKind, id: string) => Promise<void>
  /** Deletes it for good; if it is shown, it is closed first. */
  readonly deleteKept: (kind: KeptKind, id: string) => Promise<void>
}

/** Who works on a kind. */
export interface Opener {
  readonly open: (id: string) => Promise<void>
  /** Closes the shown work. */
  readonly close: (id: string) => Promise<void>
}

export function createKeptActions(
  store: AppStore,
  list: KeptList,
  openers: Readonly<Record<KeptKind, Opener>>,
): KeptActions {
  return {
    openKept: (kind, id) => openers[kind].open(id),
    async deleteKept(kind, id) {
      if (isHere(store.getState(), kind, id)) await openers[kind].close(id)
      await list.remove(kind, id)
    },
  }
}

/** Whether it is shown here, and not because another tab works on it. */
function isHere({ evaluation, training, zoo }: AppState, kind: KeptKind, id: string): boolean {
  switch (kind) {
    case 'evaluation':
      return evaluation.run?.id === id && !evaluation.isElsewhere
    case 'training':
      return training.run?.id === id && !training.isElsewhere
    case 'sweep':
      return training.sweep?.id === id && !training.isSweepElsewhere
    case 'model':
      return zoo.some((model) => model.id === id)
  }
}
