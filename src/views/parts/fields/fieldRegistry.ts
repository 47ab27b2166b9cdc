/** @file The fields on the page and the text typed in them; a run starts only if all of its fields are valid. */
import { createStore, type StoreApi } from 'zustand/vanilla'

/** Typed text that differs from the value's canonical text. */
export interface Draft {
  readonly text: string
  /** The text of the current value. If the value changes in the meantime, the draft is discarded. */
  readonly over: string
}

type Drafts = Readonly<Record<string, Draft>>

interface MountedField {
  readonly element: HTMLElement
  /** Why the typed text is invalid, in one sentence, or null. */
  readonly problem: string | null
}

export class FieldRegistry {
  /** By field key. They stay while another view is open. */
  readonly drafts: StoreApi<Drafts>
  private readonly mounted = new Map<string, MountedField>()

  constructor(drafts: Drafts = {}) {
    this.drafts = createStore(() => drafts)
  }

  setDraft(key: string, draft: Draft): void {
    this.drafts.setState({ [key]: draft })
  }

  forget(key: string): void {
    this.forgetWhere((each) => each === key)
  }

  /** Discards a group's drafts when all of its settings are replaced. */
  forgetGroup(group: string): void {
    this.forgetWhere((key) => isIn(key, group))
  }

  /** Returns a function to call when the field is removed or changes. */
  mount(key: string, field: MountedField): () => void {
    this.mounted.set(key, field)
    return () => {
      if (this.mounted.get(key) === field) this.mounted.delete(key)
    }
  }

  /** Reveals and focuses the first invalid field of these groups, in page order. Returns whether there is one. */
  focusFirstInvalid(groups: readonly string[]): boolean {
    const [first] = [...this.mounted]
      .filter(([key, { problem }]) => problem !== null && groups.some((group) => isIn(key, group)))
      .map(([, { element }]) => element)
      .sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1))
    if (first === undefined) return false
    for (let around = first.closest('details'); around !== null; ) {
      around.open = true
      around = around.parentElement?.closest('details') ?? null
    }
    first.focus()
    return true
  }

  private forgetWhere(isGone: (key: string) => boolean): void {
    const drafts = this.drafts.getState()
    const kept = Object.entries(drafts).filter(([key]) => !isGone(key))
    if (kept.length < Object.keys(drafts).length) this.drafts.setState(Object.fromEntries(kept), true)
  }
}

const isIn = (key: string, group: string): boolean => key.startsWith(`${group}/`)
