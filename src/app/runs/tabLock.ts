/**
 * @file Decides which tab may work on what the browser keeps for all of them: one at a time, by the Web Locks API. A
 * tab that is closed or crashes releases its lock.
 */

export type Locks = Pick<LockManager, 'request'>

interface TabLockOptions {
  /** The same in all tabs of the page. */
  readonly name: string
  /** undefined if the browser has none: then this tab is assumed to be the only one. */
  readonly locks: Locks | undefined
  /** Called when another tab turns out to hold the lock, and when this tab gets it. */
  readonly tell: (isElsewhere: boolean) => void
  /** Shows the kept state, which another tab may have changed. */
  readonly show: () => Promise<void>
}

export class TabLock {
  private letGo: (() => void) | null = null
  private asked: Promise<boolean> | null = null
  /** Whether another tab has the lock; this tab gets it once that one releases it. */
  isWaiting = false
  private isGivenUp = false
  /** Resolves once a released lock is free again. */
  private freed: Promise<unknown> = Promise.resolve()

  constructor(private readonly options: TabLockOptions) {}

  get isHeld(): boolean {
    return this.letGo !== null
  }

  /**
   * Whether this tab alone may change what is kept. If another tab has this right, its kept state is shown, and shown
   * again when it releases the lock and this tab gets it.
   */
  async claim(): Promise<boolean> {
    if (await this.take()) return true
    this.options.tell(true)
    await this.options.show()
    void this.wait()
    return false
  }

  /** As claim, but does not show anything if another tab has the lock. */
  take(): Promise<boolean> {
    if (this.isHeld) return Promise.resolve(true)
    if (this.isWaiting) return Promise.resolve(false)
    // Of two simultaneous requests, the second would find the lock taken by the first.
    this.asked ??= this.freed
      .then(() => this.ask({ ifAvailable: true }))
      .finally(() => {
        this.asked = null
      })
    return this.asked
  }

  /** Also gives up waiting. */
  release(): void {
    this.isGivenUp = this.isWaiting
    this.letGo?.()
    this.letGo = null
  }

  private async wait(): Promise<void> {
    this.isGivenUp = false
    if (this.isWaiting) return
    this.isWaiting = true
    await this.ask({})
    this.isWaiting = false
    if (this.isGivenUp) return this.release()
    await this.options.show()
    this.options.tell(false)
  }

  private ask(how: LockOptions): Promise<boolean> {
    const { name, locks } = this.options
    return new Promise((resolve) => {
      const alone = () => {
        this.letGo = () => {}
        resolve(true)
      }
      if (locks === undefined) return alone()
      this.freed = locks
        .request(name, how, (lock) => {
          if (lock === null) return resolve(false)
          return new Promise<void>((letGo) => {
            this.letGo = letGo
            resolve(true)
          })
        })
        // A browser that denies locks denies storage too.
        .catch(alone)
    })
  }
}
