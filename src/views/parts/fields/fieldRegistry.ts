/** @file The fields on the page and the text typed in them; before a run starts, all of them must be readable. */
import { createStore, type StoreApi } from 'zustand/vanilla'

/** What is typed and is not, or not yet, as the value is written. */
export interface Draft {
  readonly text: string
  /** The text of the current value. If the value changes in the meantime, the draft is discarded. */
  readonly over: string
}

type Drafts = Readonly<Record<string, Draft>>

interface MountedField {
  readonly element: HTMLElement
  /** Why what is typed can not be taken, in one sentence, or null. */
  readonly problem: string | null
}

export class FieldRegistry {
  /** By their fields' keys. They stay while another view is open. */
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

  /** Of a group, when all of it is set anew. */
  forgetGroup(group: string): void {
    this.forgetWhere((key) => isIn(key, group))
  }

  /** Returns what is to be called when the field goes, or changes. */
  mount(key: string, field: MountedField): () => void {
    this.mounted.set(key, field)
    return () => {
      if (this.mounted.get(key) === field) this.mounted.delete(key)
    }
  }

  /**
   * Shows and focuses the first field of these groups whose content can not be taken, in the order in which they stand
   * on the page, and says whether there is one.
   */
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
