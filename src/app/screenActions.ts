/** @file How the page uses the screen: presentation, folded rows, a map opened large, the figure of the paper in view. */
import type { AppStore } from '../store/appStore'
import { changedLightbox, type Lightbox, lightboxFor } from '../store/compare/lightbox'
import type { FigureId } from '../store/figures/figureIds'

export interface ScreenActions {
  /** Hides or shows the settings, with everything else larger, for a room. */
  readonly togglePresentation: () => void
  /** Folds a row of the comparison away, or shows it again. */
  readonly toggleRow: (rowId: string) => void
  /** Shows all rows of the comparison. */
  readonly unfoldRows: () => void
  /** Opens a row's map of a model large, beside that of a neighbour. */
  readonly openLightbox: (rowId: string, modelId: string) => void
  readonly changeLightbox: (change: Partial<Lightbox>) => void
  readonly closeLightbox: () => void
  readonly lookAtFigure: (id: FigureId) => void
}

export function createScreenActions(store: AppStore): ScreenActions {
  return {
    togglePresentation: () => store.setState(({ isPresenting }) => ({ isPresenting: !isPresenting })),
    toggleRow: (rowId) =>
      store.setState(({ foldedRows }) => ({
        foldedRows: foldedRows.includes(rowId) ? foldedRows.filter((id) => id !== rowId) : [...foldedRows, rowId],
      })),
    unfoldRows: () => store.setState({ foldedRows: [] }),
    openLightbox: (rowId, modelId) =>
      store.setState(({ models }) => ({
        lightbox: lightboxFor(
          models.map(({ id }) => id),
          rowId,
          modelId,
        ),
      })),
    changeLightbox: (change) =>
      store.setState(({ lightbox }) => ({ lightbox: lightbox && changedLightbox(lightbox, change) })),
    closeLightbox: () => store.setState({ lightbox: null }),
    lookAtFigure: (paperFigure) => store.setState({ paperFigure }),
  }
}
