/** @file The run of one kind that the page shows: kept as it goes, shown again after a reload, in one tab at a time. */

import type { KeptEntry, RunKind } from '../../store/runs/kept'
import { onLeaving } from '../onLeaving'
import type { KeptList } from './keptList'
import type { KeptContents } from './keptTypes'
import type { TabLock } from './tabLock'

/** Every save writes all results, so there is not one after each of many short jobs. */
const MS_BETWEEN_SAVES = 2000
/** The largest share of the time that the saves of a long run may take. */
const SAVE_SHARE = 0.1

/** How the page holds the run. */
export interface WorkPlace<Content> {
  /** The run in its kept form; null if there is nothing yet. */
  readonly content: () => Content | null
  /** Shows kept work that no tab works on; interrupted work is shown as paused. null shows nothing. */
  readonly show: (content: Content | null) => void
  /** Whether the run is under way or waits for a person, so that no other tab may resume it. */
  readonly isOpen: () => boolean
  readonly tell: (isElsewhere: boolean) => void
}

/** The shown run, under the lock that lets only this tab change it. */
interface Held {
  readonly id: string
  readonly lock: TabLock
  /** Its kept state, as far as this tab knows. */
  revision: string | null
}

export class KeptWork<Kind extends RunKind> {
  private held: Held | null = null
  /** Whether a person has already begun, opened or closed a run, so that the last one is not restored. */
  private isInUse = false
  private timer: ReturnType<typeof setTimeout> | null = null
  private saveCostMs = 0
  private queue: Promise<void> = Promise.resolve()

  constructor(
    private readonly kind: Kind,
    private readonly list: KeptList,
    private readonly place: WorkPlace<KeptContents[Kind]>,
  ) {
    // A run that has ended is kept already. Firefox would keep a lock that is taken while the page goes until it forgets
    // the page, and other tabs would take the run for one that is worked on.
    onLeaving(() => {
      if (this.held?.lock.isHeld === true) void this.save()
    })
  }

  /** Restores the last run, preferring one that can be resumed and that no other tab works on. */
  async restore(): Promise<void> {
    const shown = (await this.list.entries(this.kind)).filter(({ isShown }) => isShown)
    const candidates = shown.toSorted((one, other) => Number(isOver(one)) - Number(isOver(other)))
    for (const { id } of candidates) {
      if (this.isInUse) return
      const held = this.hold(id)
      const isFree = await held.lock.take()
      if (this.held !== held) return held.lock.release()
      if (isFree) return this.showHeld(held)
      this.held = null
    }
    const [first] = candidates
    if (first !== undefined && !this.isInUse) await this.open(first.id)
  }

  /** Shows a kept run instead of the present one, which stays kept. */
  async open(id: string): Promise<void> {
    if (this.held?.id === id) return
    await this.leave()
    const held = this.hold(id)
    if (await held.lock.claim()) await this.showHeld(held)
  }

  /** A new run replaces the present one, which stays kept. Its content exists from the next save on. */
  async begin(id: string): Promise<void> {
    await this.leave()
    await this.hold(id).lock.take()
  }

  /**
   * Whether this tab may resume the run that it shows. If another tab has this right, or has resumed the run meanwhile,
   * its state is shown.
   */
  async claim(): Promise<boolean> {
    const { held } = this
    if (held === null) return false
    if (held.lock.isHeld) return true
    if (!(await held.lock.claim())) return false
    if (!(await this.isChanged(held))) return true
    await this.showHeld(held)
    return false
  }

  saveSoon(): void {
    this.timer ??= setTimeout(() => void this.save(), Math.max(MS_BETWEEN_SAVES, this.saveCostMs / SAVE_SHARE))
  }

  /** Saves the current state of the run. A failure is reported in the list, and the run continues. */
  save(): Promise<void> {
    const { held } = this
    const content = this.place.content()
    if (held === null || content === null) return this.queue
    const saved = this.enqueue(() => this.write(held, content, true))
    void this.letGo()
    return saved
  }

  /** Closes the run; it stays kept. */
  async close(): Promise<void> {
    const left = this.leave()
    this.place.show(null)
    await left
  }

  /** Once the run has ended and is kept, other tabs may resume it. */
  private async letGo(): Promise<void> {
    const { held, queue } = this
    await queue
    // Saves requested meanwhile are awaited by their own callers.
    if (this.held === held && this.queue === queue && !this.place.isOpen()) held?.lock.release()
  }

  private leave(): Promise<void> {
    const { held } = this
    const content = this.place.content()
    this.isInUse = true
    this.held = null
    this.place.tell(false)
    if (held === null) return this.queue
    return this.enqueue(async () => {
      if (held.lock.isHeld && content !== null) await this.write(held, content, false)
      else if (!held.lock.isWaiting) await this.list.note(this.kind, held.id, { isShown: false })
      held.lock.release()
    })
  }

  private hold(id: string): Held {
    const held: Held = {
      id,
      revision: null,
      lock: this.list.lockOf(this.kind, id, {
        tell: (isElsewhere) => {
          if (this.held === held) this.place.tell(isElsewhere)
        },
        show: () => this.showHeld(held),
      }),
    }
    this.held = held
    return held
  }

  private async showHeld(held: Held): Promise<void> {
    const content = await this.list.load(this.kind, held.id)
    if (this.held !== held) return
    if (content === null) {
      this.held = null
      held.lock.release()
    } else {
      held.revision = this.list.entry(this.kind, held.id)?.revision ?? null
      if (held.lock.isHeld) void this.list.note(this.kind, held.id, { isShown: true })
    }
    this.place.show(content)
    void this.letGo()
  }

  private async write(held: Held, content: KeptContents[Kind], isShown: boolean): Promise<void> {
    if (!held.lock.isHeld && (!(await held.lock.take()) || (await this.isChanged(held)))) return
    const began = performance.now()
    held.revision = await this.list.save(this.kind, held.id, content, isShown)
    this.saveCostMs = performance.now() - began
    if (this.held !== held) held.lock.release()
  }

  /** Whether another tab has resumed or deleted it since it was shown here. */
  private async isChanged(held: Held): Promise<boolean> {
    const entry = (await this.list.entries(this.kind)).find(({ id }) => id === held.id)
    return held.revision !== null && entry?.revision !== held.revision
  }

  private enqueue(work: () => Promise<void>): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
    this.queue = this.queue.then(work).catch(() => {})
    return this.queue
  }
}

const isOver = ({ status }: KeptEntry): boolean =>
  status !== 'running' && status !== 'preparing' && status !== 'paused' && status !== 'failed'
