/** @file What a drill of starts needs of any browser, whoever drives it. */

export interface StartedPage {
  readonly open: (url: string) => Promise<void>
  /** Rejects after `timeoutMs`. */
  readonly untilShown: (selector: string, timeoutMs: number) => Promise<void>
  /** Of the first element that matches; empty where none does. */
  readonly textOf: (selector: string) => Promise<string>
  /** Of the first element that matches; null where none does, or it has none of this name. */
  readonly attributeOf: (selector: string, name: string) => Promise<string | null>
  /** Presses the first element that matches. */
  readonly press: (selector: string) => Promise<void>
  readonly close: () => Promise<void>
}

export interface StartedBrowser {
  /** A window in normal browsing, or a private one. */
  readonly newPage: () => Promise<StartedPage>
  readonly close: () => Promise<void>
}
