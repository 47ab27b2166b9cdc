/** @file Shows a state of the page: what is chosen in it is loaded, and what is alike stays as it is. */
import type { AppStore } from '../../store/appStore'
import type { AppState } from '../../store/types'
import type { EngineSession } from '../engineSession'
import type { ZooActions } from '../models/zooActions'

interface Loaders {
  readonly session: EngineSession
  /** Shows the image that is asked for. */
  readonly showImage: () => unknown
  readonly zoo: Pick<ZooActions, 'openCard' | 'openDialog'>
}

export function showState(store: AppStore, { session, zoo, showImage }: Loaders, next: AppState): void {
  const before = store.getState()
  store.setState({
    view: next.view,
    dialog: next.dialog,
    cardId: next.cardId,
    isPresenting: next.isPresenting,
    lightbox: next.lightbox,
    paperFigure: next.paperFigure,
    label: next.label,
    askedImage: next.askedImage,
    attack: kept(before.attack, next.attack),
    display: kept(before.display, next.display),
    foldedRows: kept(before.foldedRows, next.foldedRows),
    evaluation: { ...next.evaluation, form: kept(before.evaluation.form, next.evaluation.form) },
    statistics: {
      ...next.statistics,
      form: kept(before.statistics.form, next.statistics.form),
      look: kept(before.statistics.look, next.statistics.look),
    },
    timeTravel: { ...next.timeTravel, look: kept(before.timeTravel.look, next.timeTravel.look) },
    geometry: { ...next.geometry, form: kept(before.geometry.form, next.geometry.form) },
    training: { ...next.training, form: kept(before.training.form, next.training.form) },
  })
  session.showColumns(next.models.map(({ id }) => id))
  if (next.dialog !== null) zoo.openDialog(next.dialog)
  if (next.cardId !== null) zoo.openCard(next.cardId)
  showImage()
}

/** What is alike is not computed anew. */
const kept = <Part>(before: Part, next: Part): Part => (JSON.stringify(before) === JSON.stringify(next) ? before : next)
