/**
 * @file The columns' attacks take turns, so that dragging a slider updates every column: the column that has waited
 * longest goes next, with the newest settings, and an attack that is nearly done may finish.
 */
import { CallCancelled, EngineDied, type Job } from '../../client/engineClient'
import type { AttackOutcome } from '../../engine/types'
import { type AttackRequest, isSameRequest } from './attackRequests'

/** Requests this close together mean that the hand is still moving. */
const MOVING_MS = 250
/** While the hand moves, something new appears this often; an attack that takes longer is preceded by a shorter one. */
const LIVE_MS = 150
/** The time for that shorter attack, so that results still come in time when the page is busy. */
const FIRST_LOOK_MS = 100
/** How long an attack may run whose duration is unknown, or longer than expected. */
const GRACE_MS = 300
/** One runs and one is queued in the worker, which then need not wait for the page to draw. */
const MAX_STARTED = 2

type StartAttack = (request: AttackRequest, onProgress: (share: number) => void) => Job<AttackOutcome>

/** The cost of an attack, and how to shorten it. */
export interface AttackLengths {
  /** Proportional to the duration of the attack on one model, such as its number of steps. */
  readonly workOf: (request: AttackRequest) => number
  /** The same attack with about this share of the work; null if it cannot be shortened. */
  readonly shorten: (request: AttackRequest, share: number) => AttackRequest | null
}

export interface AttackTurnsEvents {
  /** Requested; it runs when its turn comes. */
  readonly onAsked: (modelId: string) => void
  /** `share` is the fraction of the work that is done, in (0, 1]. */
  readonly onProgress: (modelId: string, share: number) => void
  /** @param isFirstLook whether this is the shorter attack that precedes the requested one */
  readonly onDone: (outcome: AttackOutcome, request: AttackRequest, isFirstLook: boolean) => void
  /** @param isDeath whether it ended the engine, and may well do so again */
  readonly onFailed: (message: string, request: AttackRequest, isDeath: boolean) => void
  /** Cancelled without a newer request to replace it. */
  readonly onCancelled: (modelId: string) => void
}

interface Column {
  /** The last request, done or not, so that repeating it changes nothing. */
  asked: AttackRequest | null
  /** The request still to be answered; null once its full attack has started. */
  wanted: AttackRequest | null
  askedAt: number
  isMoving: boolean
  /** The request whose first look has been shown. */
  looked: AttackRequest | null
  lastTurn: number
  /** Duration of the attack `timedOf`; null before one has finished. */
  msOfWork: number | null
  timedOf: string | null
}

interface Turn {
  readonly modelId: string
  /** The request. */
  readonly wanted: AttackRequest
  /** What runs: the request itself, or a first look. */
  readonly request: AttackRequest
  readonly job: Job<AttackOutcome>
  /** The column's turn before this one. */
  readonly turnBefore: number
  /** When it became the next in line; null until then. */
  firstAt: number | null
  /** When the worker first reported; before that it may be busy with other things. */
  begun: { readonly at: number; readonly share: number } | null
}

export class AttackTurns {
  private readonly columns = new Map<string, Column>()
  private started: readonly Turn[] = []
  private turns = 0
  private isStarting = false

  constructor(
    private readonly start: StartAttack,
    private readonly lengths: AttackLengths,
    private readonly events: AttackTurnsEvents,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Requests a model's attack; of many requests the last is always answered. */
  request(request: AttackRequest): void {
    const { modelId } = request
    const column = this.columnOf(modelId)
    if (column.asked !== null && isSameRequest(column.asked, request)) return
    const now = this.now()
    column.isMoving = now - column.askedAt < MOVING_MS
    column.askedAt = now
    column.asked = request
    column.wanted = request
    this.events.onAsked(modelId)
    const waiting = this.started.slice(1).find((turn) => turn.modelId === modelId)
    if (waiting !== undefined) {
      this.end(waiting)
      column.lastTurn = waiting.turnBefore
    }
    const [running] = this.started
    if (running !== undefined) this.giveWayIfDue(running)
    this.startSoon()
  }

  /** Ends a model's attack and drops its pending request. */
  cancel(modelId: string): void {
    const column = this.columns.get(modelId)
    if (column === undefined) return
    const own = this.started.find((turn) => turn.modelId === modelId)
    const isOnItsWay = own !== undefined || column.wanted !== null
    column.asked = null
    column.wanted = null
    if (own !== undefined) this.end(own)
    if (isOnItsWay) this.events.onCancelled(modelId)
  }

  private columnOf(modelId: string): Column {
    const existing = this.columns.get(modelId)
    if (existing) return existing
    const created: Column = {
      asked: null,
      wanted: null,
      askedAt: Number.NEGATIVE_INFINITY,
      isMoving: false,
      looked: null,
      lastTurn: 0,
      msOfWork: null,
      timedOf: null,
    }
    this.columns.set(modelId, created)
    return created
  }

  /** Deferred until all simultaneous requests have come, of which only the last needs to start. */
  private startSoon(): void {
    if (this.isStarting) return
    this.isStarting = true
    void Promise.resolve().then(() => {
      this.isStarting = false
      this.startDue()
    })
  }

  private startDue(): void {
    while (this.started.length < MAX_STARTED) {
      const due = [...this.columns]
        .filter(([id, { wanted }]) => wanted !== null && this.started.every(({ modelId }) => modelId !== id))
        .toSorted(([, one], [, other]) => one.lastTurn - other.lastTurn)[0]
      if (due === undefined) return
      this.startTurn(...due)
    }
  }

  private startTurn(modelId: string, column: Column): void {
    const wanted = column.wanted as AttackRequest
    const firstLook = this.firstLookAt(wanted, column)
    if (firstLook === null) column.wanted = null
    const turnBefore = column.lastTurn
    column.lastTurn = ++this.turns
    const request = firstLook ?? wanted
    const job = this.start(request, (share) => {
      if (!this.started.includes(turn)) return
      turn.begun ??= { at: this.now(), share }
      if (firstLook === null) this.events.onProgress(modelId, share)
      this.giveWayIfDue(turn)
    })
    const turn: Turn = { modelId, wanted, request, job, turnBefore, firstAt: null, begun: null }
    this.setStarted([...this.started, turn])
    job.result
      .then(
        (outcome) => this.finish(turn, outcome),
        (error: unknown) => this.fail(turn, error),
      )
      .finally(() => this.startSoon())
  }

  /** A shorter attack, if the hand still moves and the whole one would take long to answer. */
  private firstLookAt(wanted: AttackRequest, column: Column): AttackRequest | null {
    const isMoving = column.isMoving && this.now() - column.askedAt < MOVING_MS
    const ms = this.expectedMs(wanted, column)
    if (!isMoving || column.looked === wanted || ms === null || ms <= LIVE_MS) return null
    return this.lengths.shorten(wanted, FIRST_LOOK_MS / ms)
  }

  private expectedMs(request: AttackRequest, { msOfWork, timedOf }: Column): number | null {
    return msOfWork === null || timedOf !== kindOf(request) ? null : msOfWork * this.lengths.workOf(request)
  }

  /** Ends a running attack in favour of a newer one, unless it is nearly done. */
  private giveWayIfDue(turn: Turn): void {
    const { modelId, wanted, begun, firstAt, request } = turn
    const column = this.columnOf(modelId)
    if (firstAt === null || column.wanted === null || column.wanted === wanted) return
    const ms = this.now() - (begun?.at ?? firstAt)
    const expected = this.expectedMs(request, column)
    const isNearlyDone = expected === null ? ms <= GRACE_MS : expected - ms <= LIVE_MS && ms <= expected + GRACE_MS
    if (!isNearlyDone) this.end(turn)
  }

  private finish(turn: Turn, outcome: AttackOutcome): void {
    if (!this.remove(turn)) return
    const { modelId, wanted, request } = turn
    const column = this.columnOf(modelId)
    column.msOfWork = this.msOf(turn) / this.lengths.workOf(request)
    column.timedOf = kindOf(request)
    const isFirstLook = request !== wanted
    if (isFirstLook) column.looked = wanted
    this.events.onDone(outcome, request, isFirstLook)
    if (column.wanted !== null) this.events.onAsked(modelId)
  }

  /** The duration of the whole of an attack that has just finished. */
  private msOf({ begun, firstAt }: Turn): number {
    // A report of all the work comes at the very end, with no time in between to measure.
    const { at, share } = begun !== null && begun.share < 1 ? begun : { at: firstAt ?? this.now(), share: 0 }
    return (this.now() - at) / (1 - share)
  }

  private fail(turn: Turn, error: unknown): void {
    if (!this.remove(turn)) return
    const { modelId, wanted } = turn
    const column = this.columnOf(modelId)
    if (column.wanted === wanted) column.wanted = null
    if (!(error instanceof CallCancelled))
      this.events.onFailed((error as Error).message, turn.request, error instanceof EngineDied)
    else if (column.wanted === null) this.events.onCancelled(modelId)
    if (column.wanted !== null) this.events.onAsked(modelId)
  }

  private end(turn: Turn): void {
    this.remove(turn)
    turn.job.cancel()
    this.startSoon()
  }

  /** Whether it was still wanted. */
  private remove(turn: Turn): boolean {
    if (!this.started.includes(turn)) return false
    this.setStarted(this.started.filter((other) => other !== turn))
    return true
  }

  private setStarted(started: readonly Turn[]): void {
    this.started = started
    const [first] = started
    if (first !== undefined) first.firstAt ??= this.now()
  }
}

/** Requests of one kind have similar durations. An attack that is only shown to a model is a kind of its own. */
const kindOf = ({ form, made, image }: AttackRequest): string =>
  `${made === null ? form.choice.id : 'shown'} ${form.choice.settings.norm} ${image.height}`
