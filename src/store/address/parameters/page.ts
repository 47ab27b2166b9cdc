/** @file What of the page is open: its view, a dialog, a model's card. */

import { LIGHTBOX_MODES, type Lightbox, placeOfCommon } from '../../compare/lightbox'
import { FIGURE_IDS, type FigureId } from '../../figures/figureIds'
import { FIRST_VIEW, readViewId } from '../../viewChoice'
import { type AddressParameter, DETAIL, defineParameter, ENTRY, KEPT } from '../parameter'
import { commaList, oneOf, onOff, orNone } from '../texts'

/** What the page's registries of views and dialogs hold. */
export interface KnownParts {
  readonly views: readonly string[]
  readonly dialogs: readonly string[]
  /** Rows of the comparison, which can be folded away, and whose maps open large. */
  readonly rows: readonly string[]
  /** The columns that the page opens with. */
  readonly models: readonly string[]
}

export const pageParameters = ({ views, dialogs, rows }: KnownParts): readonly AddressParameter[] => [
  defineParameter<string>({
    key: 'view',
    history: ENTRY,
    text: { write: (id) => id, read: (text) => views.find((id) => id === readViewId(text)) },
    current: ({ view }) => view,
    usual: () => FIRST_VIEW,
    withValue: (state, view) => ({ ...state, view }),
  }),
  defineParameter<string | null>({
    key: 'dialog',
    history: ENTRY,
    text: { write: (id) => id ?? '', read: (text) => dialogs.find((id) => id === text) },
    current: ({ dialog }) => dialog,
    usual: () => null,
    withValue: (state, dialog) => ({ ...state, dialog }),
  }),
  defineParameter<string | null>({
    key: 'card',
    history: ENTRY,
    // A card of a model that was made here would open nowhere else.
    text: {
      write: (id) => id ?? '',
      read: (text, { zoo }) => (text === '' ? null : zoo.find(({ id }) => id === text)?.id),
    },
    current: ({ cardId }) => cardId,
    usual: () => null,
    withValue: (state, cardId) => ({ ...state, cardId }),
  }),
  defineParameter<boolean>({
    key: 'present',
    history: DETAIL,
    text: onOff,
    current: ({ isPresenting }) => isPresenting,
    usual: () => false,
    withValue: (state, isPresenting) => ({ ...state, isPresenting }),
  }),
  defineParameter<FigureId | null>({
    key: 'figure',
    history: DETAIL,
    text: orNone(oneOf(FIGURE_IDS)),
    current: ({ paperFigure }) => paperFigure,
    usual: () => null,
    withValue: (state, paperFigure) => ({ ...state, paperFigure }),
  }),
  defineParameter<readonly string[]>({
    key: 'folded',
    label: 'folded rows',
    history: KEPT,
    text: commaList(oneOf(rows), rows.length),
    current: ({ foldedRows }) => foldedRows,
    usual: () => [],
    withValue: (state, foldedRows) => ({ ...state, foldedRows }),
  }),
  defineParameter<Lightbox | null>({
    key: 'map',
    label: 'large map',
    history: ENTRY,
    text: {
      write: (lightbox) =>
        lightbox === null ? '' : [lightbox.rowId, lightbox.mode, lightbox.firstId, lightbox.secondId ?? ''].join(','),
      read: (text, { models }) => readLightbox(text, rows, (id) => models.some((model) => model.id === id)),
    },
    current: ({ lightbox }) => lightbox,
    usual: () => null,
    withValue: (state, lightbox) => ({ ...state, lightbox }),
  }),
]

/** "gradient,beside,one,two": row, mode, model, and the one that it is compared with. */
function readLightbox(
  text: string,
  rows: readonly string[],
  isShown: (modelId: string) => boolean,
): Lightbox | undefined {
  const [rowId = '', asked = '', firstId = '', secondId = ''] = text.split(',')
  const mode = LIGHTBOX_MODES.find((known) => known === asked)
  const isThere = (id: string) => isShown(id) || Number.isInteger(placeOfCommon(id))
  const areThere = isThere(firstId) && (secondId === '' || isThere(secondId))
  if (mode === undefined || !rows.includes(rowId) || !areThere) return undefined
  return { rowId, firstId, secondId: secondId === '' ? null : secondId, mode, split: 0.5 }
}
