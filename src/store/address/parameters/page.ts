/** @file What of the page is open: its view, a dialog, a model's card. */
import { FIRST_VIEW, readViewId } from '../../viewChoice'
import { type AddressParameter, defineParameter, ENTRY } from '../parameter'

/** What the page's registries of views and dialogs hold. */
export interface KnownParts {
  readonly views: readonly string[]
  readonly dialogs: readonly string[]
  /** The columns that the page opens with. */
  readonly models: readonly string[]
}

export const pageParameters = ({ views, dialogs }: KnownParts): readonly AddressParameter[] => [
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
]
