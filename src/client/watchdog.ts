/** @file Notices a worker that hangs or has ended silently, by asking whether it is alive and getting no answer. */

const MS_BETWEEN_PINGS = 2000

export interface WatchdogEvents {
  readonly ping: () => void
  /** @param silentMs how long the worker has been silent */
  readonly onSilent: (silentMs: number) => void
}

export class Watchdog {
  private timer: ReturnType<typeof setInterval> | undefined
  private silentMs = 0
  private lastTick = 0

  /** @param limitMs how long a worker may be silent while it computes, as in the middle of a long step */
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

  /** Call on every message from the worker. */
  heard(): void {
    this.silentMs = 0
  }

  private tick(): void {
    const now = this.now()
    // If the tab slept, or the browser delayed the timer, the worker was asleep as well.
    this.silentMs += Math.min(now - this.lastTick, 2 * MS_BETWEEN_PINGS)
    this.lastTick = now
    if (this.silentMs <= this.limitMs()) this.events.ping()
    else {
      this.rest()
      this.events.onSilent(this.silentMs)
    }
  }
}
