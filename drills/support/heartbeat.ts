/** @file Listens to the page's own thread: how long it was blocked, and how long a person waited without a word. */
import type { Page } from '@playwright/test'

/** In milliseconds. */
export interface Silence {
  /** The longest between two beats of the page's thread, in which it could neither be scrolled nor clicked. */
  readonly blocked: number
  /** The longest without an outcome on the page, nor progress with a button that cancels it. */
  readonly silent: number
}

interface Beating {
  beat: { blocked: number; silent: number; since: number; last: number }
}

const BEAT_MS = 25

/** Selectors of what a person is told: an outcome, or that something is under way. */
export interface Signs {
  readonly outcome: string
  readonly progress: string
  readonly cancel: string
}

/** Before the page is opened. */
export async function installHeartbeat(page: Page, signs: Signs): Promise<void> {
  await page.addInitScript(
    ([every, { outcome, progress, cancel }]) => {
      const now = performance.now()
      const beat = { blocked: 0, silent: 0, since: now, last: now }
      Object.assign(window, { beat })
      const isShown = (selector: string) =>
        [...document.querySelectorAll(selector)].some((element) => element.checkVisibility())
      setInterval(() => {
        const at = performance.now()
        beat.blocked = Math.max(beat.blocked, at - beat.last)
        beat.last = at
        if (isShown(outcome) || (isShown(progress) && isShown(cancel))) beat.since = at
        else beat.silent = Math.max(beat.silent, at - beat.since)
      }, every)
    },
    [BEAT_MS, signs] as const,
  )
}

/** Call it when something is given to the page; `readSilence` tells what has been since. */
export const beginSilence = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const { beat } = window as unknown as Beating
    Object.assign(beat, { blocked: 0, silent: 0, since: performance.now(), last: performance.now() })
  })

export const readSilence = (page: Page): Promise<Silence> =>
  page.evaluate(() => {
    const { blocked, silent } = (window as unknown as Beating).beat
    return { blocked, silent }
  })
