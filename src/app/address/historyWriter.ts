/** @file Writes changes of the address to the browser's history, each as an entry or into the one that is shown. */
import type { AddressTexts } from '../../store/address/pageState'
import type { AddressParameter } from '../../store/address/parameter'
import type { BrowserHistory } from './browserHistory'

/** Changes of a slider that follow within this time are one movement. */
const GESTURE_PAUSE_MS = 1000
/** Browsers limit how often an address changes. */
const REPLACE_AFTER_MS = 300
/** What takes the place of another, and is no entry of its own then. */
const IN_PLACE = ['dialog', 'map']
/** What is closed by going back, if it was the last thing to be opened. */
const CLOSED_BY_BACK = ['dialog', 'card', 'map']

export class HistoryWriter {
  /** The address that the shown entry is due to have. */
  private due: string | null = null
  private timer: ReturnType<typeof setTimeout> | undefined
  private gesture: { readonly key: string; readonly at: number } | null = null
  /** Whether going back was asked for here, so that the page shows already what the entry says. */
  private isReturning = false
  /** Whether the shown entry is that of something that covers the page and has no address. */
  private isCovered = false
  /** What these parameters said in the entry, undefined for nothing. */
  private readonly changed = new Map<string, string | undefined>()
  private texts: AddressTexts = {}

  constructor(
    private readonly browser: BrowserHistory,
    private readonly parameters: readonly AddressParameter[],
    /** The address with these texts. */
    private readonly hrefOf: (texts: AddressTexts) => string,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Writes a change soon; what one action changes, one thing after another, is one change. */
  follow(before: AddressTexts, texts: AddressTexts): void {
    const isFirst = this.changed.size === 0
    for (const { key } of this.parameters) {
      if (before[key] !== texts[key] && !this.changed.has(key)) this.changed.set(key, before[key])
    }
    this.texts = texts
    if (isFirst && this.changed.size > 0) queueMicrotask(() => this.settle())
  }

  /** Changes the address of the shown entry soon. */
  change(href: string): void {
    this.due = href
    this.timer ??= setTimeout(() => this.flush(), REPLACE_AFTER_MS)
  }

  flush(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    if (this.isReturning) return
    if (this.due !== null && this.due !== this.browser.href()) this.browser.replace(this.due)
    this.due = null
  }

  /** Whether the entry that is shown now was gone back to from here. */
  hasReturned(): boolean {
    const { isReturning } = this
    this.isReturning = false
    // What has changed since then belongs to this entry.
    if (isReturning && this.changed.size > 0) queueMicrotask(() => this.settle())
    return isReturning
  }

  /** Makes an entry for what covers the page and has no address, so that Back closes it. */
  cover(): void {
    this.flush()
    this.browser.push(this.browser.href())
    this.isCovered = true
  }

  /** It was closed on the page; its entry goes, unless another was made since. */
  uncover(): void {
    if (this.isCovered && this.browser.previous() === this.browser.href()) this.goBack()
    this.isCovered = false
  }

  /** Whether Back has closed it. */
  isUncovered(): boolean {
    const { isCovered } = this
    this.isCovered = false
    return isCovered
  }

  private settle(): void {
    if (this.isReturning) return
    const rules = this.parameters.filter(({ key }) => this.changed.has(key))
    const isClosed = (key: string) => CLOSED_BY_BACK.includes(key) && !(key in this.texts)
    const isClosing = rules.every(({ key }) => isClosed(key))
    // Where something is chosen in a dialog that closes, or another takes its place, Back leads to before the dialog.
    const isLeaving =
      rules.some(({ key }) => isClosed(key)) || IN_PLACE.some((key) => this.changed.get(key) !== undefined)
    this.changed.clear()
    const href = this.hrefOf(this.texts)
    const slid = rules.find(({ history }) => history.entry === 'gesture')
    const isEach = rules.some(({ history }) => history.entry === 'each')
    if (isClosing) this.close(href)
    else if (isLeaving) this.changeNow(href)
    else if (isEach || (slid !== undefined && !this.isSameGesture(slid.key))) this.push(href)
    else this.change(href)
    this.gesture = slid === undefined || isEach ? null : { key: slid.key, at: this.now() }
  }

  private close(href: string): void {
    if (this.browser.previous() !== href) {
      this.changeNow(href)
      return
    }
    this.goBack()
  }

  private goBack(): void {
    this.due = null
    this.isReturning = true
    this.browser.back()
  }

  private changeNow(href: string): void {
    this.due = href
    this.flush()
  }

  private push(href: string): void {
    this.flush()
    if (href !== this.browser.href()) this.browser.push(href)
  }

  private isSameGesture(key: string): boolean {
    return this.gesture?.key === key && this.now() - this.gesture.at < GESTURE_PAUSE_MS
  }
}
