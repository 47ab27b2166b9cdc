/**
 * @file Which tab may go on with what the browser keeps for all of them: one at a time, by the Web Locks API. A tab
 * that is closed, or crashes, lets go by itself.
 */

export type Locks = Pick<LockManager, 'request'>

interface TabLockOptions {
  /** The same in all tabs of the page. */
  readonly name: string
  /** undefined where the browser has none: then this tab is taken for the only one. */
  readonly locks: Locks | undefined
  /** Told when another tab turns out to be at it, and when it is this tab's turn again. */
  readonly tell: (isElsewhere: boolean) => void
  /** Shows the kept state, which another tab may have changed. */
  readonly show: () => Promise<void>
}

export class TabLock {
  private letGo: (() => void) | null = null
  private asked: Promise<boolean> | null = null
  /** Whether another tab has the right, which is this tab's once that one lets go. */
  isWaiting = false
  private isGivenUp = false
  /** Resolves once what was let go of is free again. */
  private freed: Promise<unknown> = Promise.resolve()

  constructor(private readonly options: TabLockOptions) {}

  get isHeld(): boolean {
    return this.letGo !== null
  }

  /**
   * Whether this tab may change what is kept, which no other one may then. Where another one has this right, what it
   * keeps is shown, and shown again once it has let go: then the right is this tab's.
   */
  async claim(): Promise<boolean> {
    if (await this.take()) return true
    this.options.tell(true)
    await this.options.show()
    void this.wait()
    return false
  }

  /** As claim, but without a word where another tab has the right. */
  take(): Promise<boolean> {
    if (this.isHeld) return Promise.resolve(true)
    if (this.isWaiting) return Promise.resolve(false)
    // Asked twice at once, the second would find the lock taken by the first.
    this.asked ??= this.freed
      .then(() => this.ask({ ifAvailable: true }))
      .finally(() => {
        this.asked = null
      })
    return this.asked
  }

  /** What it waits for is given up, too. */
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
        // Where the browser denies locks, it denies storage too.
        .catch(alone)
    })
  }
}
