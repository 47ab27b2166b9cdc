/** @file The list of kept work, shown on the page and used to read, write and delete it. */

import type { AppStore } from '../../store/appStore'
import type { KeptEntry, KeptKind, KeptState } from '../../store/runs/kept'
import { entryOf } from './entry'
import type { KeptContents, KeptStorage } from './keptTypes'
import { inTime, StorageSilent } from './openInTime'
import type { Locks } from './tabLock'
import { TabLock } from './tabLock'

/** Holds what the browser does not keep, until it does or the page is left. */
interface InMemory<Kind extends KeptKind = KeptKind> {
  readonly entry: KeptEntry
  readonly content: KeptContents[Kind]
  /** Tries to have the browser keep it, and says whether it does. */
  readonly keep: () => Promise<boolean>
}

/** The part of the browser's StorageManager that is used. */
export type StorageSpace = Pick<StorageManager, 'estimate' | 'persist' | 'persisted'>

export class KeptList {
  private readonly inMemory = new Map<string, InMemory>()
  private refreshed: Promise<void> | null = null
  private isAskedToPersist = false
  /** One write after another, so that an older state of a run never replaces a newer one. */
  private written: Promise<void> = Promise.resolve()

  constructor(
    private readonly store: AppStore,
    private readonly storage: KeptStorage,
    private readonly locks: Locks | undefined,
    /** undefined if the browser does not report it. */
    private readonly space: StorageSpace | undefined = globalThis.navigator?.storage,
  ) {
    // Another tab may meanwhile have kept or deleted something.
    globalThis.document?.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') void this.offerAgain()
    })
  }

  /** The right to change one piece of work, which one tab has at a time. */
  lockOf(kind: KeptKind, id: string, watch: { tell: (isElsewhere: boolean) => void; show: () => Promise<void> }) {
    return new TabLock({ name: `gradlens-${kind}-${id}`, locks: this.locks, ...watch })
  }

  /** Reads the list of kept work again. If called during a reading, the list is read once more afterwards. */
  async refresh(): Promise<void> {
    const before = this.refreshed ?? Promise.resolve()
    this.refreshed = before.then(() => this.read())
    await this.refreshed
  }

  /** The entries of one kind, newest first. */
  async entries(kind: KeptKind): Promise<readonly KeptEntry[]> {
    await this.refresh()
    return this.store.getState().kept.entries.filter((entry) => entry.kind === kind)
  }

  entry(kind: KeptKind, id: string): KeptEntry | undefined {
    return this.store.getState().kept.entries.find((entry) => entry.kind === kind && entry.id === id)
  }

  /** null if it does not exist, which is reported. */
  async load<Kind extends KeptKind>(kind: Kind, id: string): Promise<KeptContents[Kind] | null> {
    const here = this.inMemory.get(keyOf(kind, id)) as InMemory<Kind> | undefined
    if (here !== undefined) return here.content
    try {
      const content = await this.storage.load(kind, id)
      this.tell(content === null ? 'It was deleted and is not kept any more; choose another.' : null)
      return content
    } catch (error) {
      this.tell(reasonOf(error))
      return null
    }
  }

  /** What cannot be kept stays in memory, and its entry says why; work on it continues. */
  async save<Kind extends KeptKind>(kind: Kind, id: string, content: KeptContents[Kind], isShown: boolean) {
    const entry = { ...entryOf(kind, id, content), isShown }
    await this.keepOrHold(entry, content, () => this.storage.save(entry, content).then(() => true))
    return entry.revision
  }

  /** The same under a new id. Returns whether the id was free. */
  async add<Kind extends KeptKind>(kind: Kind, id: string, content: KeptContents[Kind]): Promise<boolean> {
    const entry = entryOf(kind, id, content)
    let isFree = true
    await this.keepOrHold(entry, content, async () => {
      isFree = await this.storage.add(entry, content)
      return isFree
    })
    return isFree
  }

  async note(kind: KeptKind, id: string, change: Partial<KeptEntry>): Promise<void> {
    await this.storage.note(kind, id, change).catch(() => {})
    await this.refresh()
  }

  /** Deletes it for good. Has no effect if another tab works on it, which is reported. */
  async remove(kind: KeptKind, id: string): Promise<void> {
    const lock = this.lockOf(kind, id, { tell: () => {}, show: async () => {} })
    if (!(await lock.take())) {
      const name = this.entry(kind, id)?.name ?? id
      return this.tell(`Another tab of this page works on “${name}”, which stays; retry once it is closed there.`)
    }
    this.inMemory.delete(keyOf(kind, id))
    const problem = await this.storage.remove(kind, id).then(() => null, reasonOf)
    lock.release()
    this.tell(problem)
    await this.offerAgain()
  }

  /** Asks the browser not to clear what is kept when space is short: once, with the first thing that a person keeps. */
  private async askToPersist(): Promise<void> {
    if (this.isAskedToPersist) return
    this.isAskedToPersist = true
    try {
      if ((await this.space?.persisted()) === false) await this.space?.persist()
    } catch {
      // Denied: the browser may clear it.
    }
  }

  private async keepOrHold<Kind extends KeptKind>(
    entry: KeptEntry & { kind: Kind },
    content: KeptContents[Kind],
    keep: () => Promise<boolean>,
  ): Promise<void> {
    const key = keyOf(entry.kind, entry.id)
    await this.inTurn(async () => {
      try {
        await unlessCutOff(keep)
        this.inMemory.delete(key)
        void this.askToPersist()
      } catch (error) {
        this.inMemory.set(key, { entry: { ...entry, problem: notKeptWords(entry.kind, error) }, content, keep })
      }
    })
    await this.refresh()
  }

  /** What the browser did not keep is offered to it again: it may have space meanwhile. */
  private async offerAgain(): Promise<void> {
    await this.inTurn(async () => {
      for (const [key, { keep }] of this.inMemory) if (await keep().catch(() => false)) this.inMemory.delete(key)
    })
    await this.refresh()
  }

  private inTurn(write: () => Promise<void>): Promise<void> {
    this.written = this.written.then(write)
    return this.written
  }

  private async read(): Promise<void> {
    // If the browser denies its storage, everything is in memory.
    const stored = await this.storage.list().catch(() => [])
    const { quota = null, usage = null } = (this.space && (await inTime(this.space.estimate()).catch(() => null))) ?? {}
    const held = [...this.inMemory.values()].map(({ entry }) => entry)
    const entries = [...held, ...stored.filter(({ kind, id }) => !this.inMemory.has(keyOf(kind, id)))]
    this.set({ entries: entries.toSorted((one, other) => other.date.localeCompare(one.date)), quota, usage })
  }

  private tell(problem: string | null): void {
    if (this.store.getState().kept.problem !== problem) this.set({ problem })
  }

  private set(change: Partial<KeptState>): void {
    this.store.setState(({ kept }) => ({ kept: { ...kept, ...change } }))
  }
}

const keyOf = (kind: KeptKind, id: string): string => `${kind} ${id}`

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const CUT_OFF = ['AbortError', 'InvalidStateError']
const UNTIL_CLOSED_MS = 100

/** A database that is thrown out in the middle of a write, as with the site's data, opens anew once it is closed. */
async function unlessCutOff(keep: () => Promise<boolean>): Promise<boolean> {
  try {
    return await keep()
  } catch (error) {
    if (!(error instanceof Error && CUT_OFF.includes(error.name))) throw error
    await new Promise((resolve) => setTimeout(resolve, UNTIL_CLOSED_MS))
    return keep()
  }
}

const WORDS: Readonly<Record<KeptKind, readonly [what: string, remedy: string]>> = {
  evaluation: ['this run', 'export what it found'],
  statistics: ['these statistics', 'export them'],
  training: ['this training', 'export its model'],
  sweep: ['this sweep', 'export what it found'],
  model: ['this model', 'export it'],
}

function notKeptWords(kind: KeptKind, error: unknown): string {
  const [what, remedy] = WORDS[kind]
  if (error instanceof Error && error.name === 'QuotaExceededError') {
    return `The browser has no space left for ${what}, which is lost with the page; ${remedy}, or delete earlier runs or models.`
  }
  const why = error instanceof StorageSilent ? 'its storage does not answer' : reasonOf(error).replace(/\.$/, '')
  return `The browser does not keep ${what} (${why}), so that it is lost with the page; ${remedy}.`
}
