/** @file What a person can do with the zoo: open it, choose, order and remove models, and read their cards. */
import type { AppStore } from '../../store/appStore'
import { CHOICE_LIMITS } from '../../store/models/modelChoice'
import type { EngineSession } from '../engineSession'
import { ZooReader } from './zooReader'

/** The dialogs that name every model of the zoo. */
const NAMES_MODELS = ['models', 'commands']

export interface ZooActions {
  /** Opens a dialog by its id in the views' registry; the list of models is "models". */
  readonly openDialog: (id: string) => void
  readonly closeDialog: () => void
  readonly openZoo: () => void
  readonly closeZoo: () => void
  readonly openCard: (id: string) => void
  readonly closeCard: () => void
  readonly chooseModel: (id: string) => void
  readonly removeModel: (id: string) => void
  /** Shows these models alone, or as many of them as fit. */
  readonly showModels: (ids: readonly string[]) => void
  readonly moveModel: (id: string, by: -1 | 1) => void
  readonly retryModel: (id: string) => void
  /** Starts another engine, in place of one that failed or has not started. */
  readonly restartEngine: () => void
  readonly retryManifest: (id: string) => void
  readonly retryTrainingLog: (id: string) => void
  readonly dismissAddressNotice: () => void
}

export function createZooActions(store: AppStore, session: EngineSession): ZooActions {
  const reader = new ZooReader(store, () => session.client)
  const openDialog = (dialog: string) => {
    store.setState({ dialog })
    if (NAMES_MODELS.includes(dialog)) reader.readManifests()
  }
  return {
    openDialog,
    closeDialog: () => store.setState({ dialog: null }),
    openZoo: () => openDialog('models'),
    closeZoo: () => store.setState({ dialog: null }),
    openCard(id) {
      if (!store.getState().zoo.some((model) => model.id === id)) return
      store.setState({ cardId: id })
      reader.readManifest(id)
      reader.readTrainingLog(id)
    },
    closeCard: () => store.setState({ cardId: null }),
    chooseModel: (id) => session.chooseModel(id),
    removeModel: (id) => session.removeModel(id),
    showModels(ids) {
      const others = () => store.getState().models.filter(({ id }) => !ids.includes(id))
      for (const id of ids) {
        const [other] = others()
        if (other !== undefined && store.getState().models.length >= CHOICE_LIMITS.max) session.removeModel(other.id)
        session.chooseModel(id)
      }
      for (const { id } of others()) session.removeModel(id)
    },
    moveModel: (id, by) => session.moveModel(id, by),
    retryModel: (id) => session.retryModel(id),
    restartEngine: () => session.restart(),
    retryManifest: (id) => reader.readManifest(id),
    retryTrainingLog: (id) => reader.readTrainingLog(id),
    dismissAddressNotice: () => store.setState({ addressNotice: null }),
  }
}
