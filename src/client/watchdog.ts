/** @file Notices a worker that hangs or has ended without a word: it is asked whether it is alive, and no answer comes. */

const MS_BETWEEN_PINGS = 2000

export interface WatchdogEvents {
  readonly ping: () => void
  /** @param silentMs for how long nothing was heard */
  readonly onSilent: (silentMs: number) => void
}

export class Watchdog {
  private timer: ReturnType<typeof setInterval> | undefined
  private silentMs = 0
  private lastTick = 0

  /** @param limitMs how long a worker may be silent that computes, as one that is in the middle of a long step is */
  constructor(
    private readonly limitMs: () => number,
    private readonly events: WatchdogEvents,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Watches until `rest` is called. */
  watch(): void {
    if (this.timer !== undefined) return
    this.silentMs = 0
    this.lastTick = this.now()
    this.timer = setInterval(() => this.tick(), MS_BETWEEN_PINGS)
  }

  rest(): void {
    clearInterval(this.timer)
    this.timer = undefined
  }

  /** The worker has said something. */
  heard(): void {
    this.silentMs = 0
  }

  private tick(): void {
    const now = this.now()
    // A tab that slept, or a timer that the browser held back, says nothing of the worker, which slept as well.
    this.silentMs += Math.min(now - this.lastTick, 2 * MS_BETWEEN_PINGS)
    this.lastTick = now
    if (this.silentMs <= this.limitMs()) this.events.ping()
    else {
      this.rest()
      this.events.onSilent(this.silentMs)
    }
  }
}
