/** @file How the page uses the screen: presentation, a map opened large, the figure of the paper that is in view. */
import type { AppStore } from '../store/appStore'
import { type Lightbox, lightboxFor } from '../store/compare/lightbox'
import type { FigureId } from '../store/figures/figureIds'

export interface ScreenActions {
  /** Hides or shows the settings, with everything else larger, for a room. */
  readonly togglePresentation: () => void
  /** Opens a row's map of a model large, beside that of a neighbour. */
  readonly openLightbox: (rowId: string, modelId: string) => void
  readonly changeLightbox: (change: Partial<Lightbox>) => void
  readonly closeLightbox: () => void
  readonly lookAtFigure: (id: FigureId) => void
}

export function createScreenActions(store: AppStore): ScreenActions {
  return {
    togglePresentation: () => store.setState(({ isPresenting }) => ({ isPresenting: !isPresenting })),
    openLightbox: (rowId, modelId) =>
      store.setState(({ models }) => ({
        lightbox: lightboxFor(
          models.map(({ id }) => id),
          rowId,
          modelId,
        ),
      })),
    changeLightbox: (change) =>
      store.setState(({ lightbox }) => ({ lightbox: lightbox && { ...lightbox, ...change } })),
    closeLightbox: () => store.setState({ lightbox: null }),
    lookAtFigure: (paperFigure) => store.setState({ paperFigure }),
  }
}
