/** @file What a person can do with a model that is being opened. */
import type { ModelAnswers } from '../../engine/checkpoints/found/types'
import type { OpenedSource } from '../../images/datasets/types'
import type { AppStore } from '../../store/appStore'
import { fromOf } from '../../store/data/dataSource'
import type { CheckFrom } from '../../store/models/opening'
import type { ModelOpenings } from './modelOpening'

export interface OpeningActions {
  readonly answerOpening: (change: Partial<ModelAnswers>) => void
  /** @param set index into the sets of weights in the file */
  readonly chooseWeightSet: (set: number) => void
  /** @param id in the registry of preprocessings */
  readonly choosePreprocessing: (id: string) => void
  readonly chooseCheckFrom: (from: CheckFrom) => void
  /** Opens labelled images for checking the model. Returns whether they are open. */
  readonly openCheckData: (source: OpenedSource) => Promise<boolean>
  readonly closeCheckData: () => void
  readonly checkModel: () => Promise<void>
  readonly cancelCheck: () => void
  /** Accepts the answers and gives the model a column. */
  readonly confirmOpening: () => Promise<void>
  readonly dismissOpening: () => void
}

export function createOpeningActions(store: AppStore, openings: ModelOpenings): OpeningActions {
  return {
    answerOpening: (change) => openings.answer(change),
    chooseWeightSet: (set) => openings.chooseSet(set),
    choosePreprocessing: (id) => openings.choosePreprocessing(id),
    chooseCheckFrom: (from) => openings.chooseCheckFrom(from),
    async openCheckData(source) {
      const isOpen = store.getState().opening !== null && (await openings.data.open(source))
      if (isOpen) openings.chooseCheckFrom(fromOf(source))
      return isOpen
    },
    closeCheckData: () => openings.data.close(),
    checkModel: () => openings.check(),
    cancelCheck: () => openings.cancelCheck(),
    confirmOpening: () => openings.confirm(),
    dismissOpening: () => openings.dismiss(),
  }
}
