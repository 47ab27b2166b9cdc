/** @file Keeps the address in step with the page, makes entries of the browser's history, and follows Back and Forward. */

import { type AddressTexts, noticeOf, type PageState, readTexts, writeTexts } from '../../store/address/pageState'
import type { AddressParameter } from '../../store/address/parameter'
import type { AppStore } from '../../store/appStore'
import type { OpenDataSet } from '../../store/data/dataSource'
import type { AppState } from '../../store/types'
import { addressProblem, textsIn, unknownKeys, withTexts } from './addressTexts'
import type { BrowserHistory } from './browserHistory'
import { checkPageState } from './checkPageState'
import { HistoryWriter } from './historyWriter'

export class PageAddress {
  private readonly keys: readonly string[]
  /** What the address says, or will in a moment. */
  private texts: AddressTexts = {}
  /** Texts of parameters that cannot be read yet. */
  private pending: AddressTexts = {}
  private readonly writer: HistoryWriter
  private isShowing = false

  constructor(
    private readonly store: AppStore,
    private readonly parameters: readonly AddressParameter[],
    private readonly browser: BrowserHistory,
    /** Shows a state: loads its models and its image. */
    private readonly show: (state: AppState) => void,
    /** Closes the model that is being opened, which covers the page. */
    private readonly dismissOpening: () => void,
  ) {
    this.keys = parameters.map(({ key }) => key)
    this.writer = new HistoryWriter(browser, parameters, (texts) => withTexts(browser.href(), texts, this.keys))
  }

  /** Shows what the address says, and keeps it in step from now on. To be called once, when the models are listed. */
  begin(): void {
    const texts = textsIn(this.browser.href())
    this.texts = this.known(texts)
    this.follow(texts, this.parameters, addressProblem(this.browser.href()))
    // Written differently there, it stays as it is until something changes.
    this.texts = this.current()
    this.store.subscribe((state, before) => this.notice(state, before))
    this.browser.onShown(() => this.returnTo(textsIn(this.browser.href())))
    this.browser.onLeft(() => this.writer.flush())
  }

  /** The absolute address that shows what the page shows, on the same backend to the last digit. */
  currentLink(): string {
    return withTexts(this.browser.href(), this.current(), this.keys)
  }

  readPageState(): PageState {
    return { format: 'gradlens-page-state', formatVersion: 1, parameters: this.current() }
  }

  /** Shows a state that a file carries. Throws one sentence if it is none. */
  applyPageState(given: unknown): void {
    this.follow(checkPageState(given), this.parameters, null)
    this.write()
  }

  private current(): AddressTexts {
    return { ...this.pending, ...writeTexts(this.parameters, this.store.getState(), this.texts) }
  }

  private known(texts: AddressTexts): AddressTexts {
    return Object.fromEntries(Object.entries(texts).filter(([key]) => this.keys.includes(key)))
  }

  /** Back and Forward leave forms as they are filled in, and the address of the entry tells so. */
  private returnTo(texts: AddressTexts): void {
    if (this.writer.hasReturned()) return
    if (this.writer.isUncovered()) this.dismissOpening()
    this.follow(
      texts,
      this.parameters.filter(({ history }) => history.isRestored),
      addressProblem(this.browser.href()),
    )
    this.texts = this.current()
    this.writer.change(withTexts(this.browser.href(), this.texts, this.keys))
  }

  /** @param whole what is wrong with all that says these texts, or null */
  private follow(texts: AddressTexts, parameters: readonly AddressParameter[], whole: string | null): void {
    const { state, pending, unknown, problems } = readTexts(parameters, this.store.getState(), texts)
    const others = Object.entries(this.pending).filter(([key]) => !parameters.some((each) => each.key === key))
    this.pending = { ...Object.fromEntries(others), ...pending }
    this.showState(state)
    const foreign = unknownKeys(texts, this.keys).map((key) => `“${key.slice(0, 40)}”`)
    this.store.setState({ addressNotice: null })
    this.tell([...unknown, ...foreign], whole === null ? problems : [whole, ...problems])
  }

  private showState(state: AppState): void {
    this.isShowing = true
    try {
      this.show(state)
    } finally {
      this.isShowing = false
    }
  }

  /** Beside what was told of the same texts before. */
  private tell(unknown: readonly string[], problems: readonly string[]): void {
    const notice = noticeOf({ unknown, problems })
    if (notice === null) return
    const before = this.store.getState().addressNotice
    this.store.setState({ addressNotice: before === null || before === notice ? notice : `${before} ${notice}` })
  }

  private notice(state: AppState, before: AppState): void {
    if (state.opening !== null && before.opening === null) this.writer.cover()
    if (state.opening === null && before.opening !== null) this.writer.uncover()
    if (this.isShowing || isAlike(state, before)) return
    this.readPending(state)
    this.write()
  }

  /** Reads what could not be read before, as soon as all that it needs is known. */
  private readPending(state: AppState): void {
    const due = this.parameters.filter(({ key, isKnown }) => key in this.pending && isKnown(state))
    if (due.length === 0) return
    const { state: next, unknown, problems } = readTexts(due, state, this.pending)
    for (const { key } of due) {
      const { [key]: _, ...rest } = this.pending
      this.pending = rest
    }
    this.showState(next)
    this.tell(unknown, problems)
    // Written differently there, it is no change.
    this.texts = this.current()
  }

  private write(): void {
    const before = this.texts
    this.texts = this.current()
    this.writer.follow(before, this.texts)
  }
}

const isSameData = (one: OpenDataSet, other: OpenDataSet): boolean =>
  one.asked === other.asked && one.source === other.source

/** Whether nothing has changed that the address tells, as while results come in. */
function isAlike(state: AppState, before: AppState): boolean {
  return (
    ADDRESSED.every((key) => state[key] === before[key]) &&
    state.evaluation.form === before.evaluation.form &&
    state.evaluation.attacks === before.evaluation.attacks &&
    state.evaluation.overlay === before.evaluation.overlay &&
    isSameData(state.evaluation.dataSet, before.evaluation.dataSet) &&
    isSameData(state.training.data, before.training.data) &&
    state.evaluation.isRestored === before.evaluation.isRestored &&
    state.statistics.form === before.statistics.form &&
    state.statistics.look === before.statistics.look &&
    state.statistics.judge === before.statistics.judge &&
    state.statistics.askedJudge === before.statistics.askedJudge &&
    state.timeTravel.look === before.timeTravel.look &&
    state.timeTravel.offered === before.timeTravel.offered &&
    state.geometry.form === before.geometry.form &&
    state.training.form === before.training.form &&
    state.training.offered === before.training.offered
  )
}

const ADDRESSED = [
  'view',
  'dialog',
  'cardId',
  'isPresenting',
  'lightbox',
  'paperFigure',
  'models',
  'zoo',
  'image',
  'askedImage',
  'label',
  'attack',
  'display',
  'foldedRows',
] as const satisfies readonly (keyof AppState)[]
