/** @file Stops one write of a run into IndexedDB in its middle, for as long as the drill needs. */
import type { Page } from '@playwright/test'

interface Writes {
  /** Of contents of runs, since the page was opened. */
  count: number
  /** The number of the write that is held, from 0 on; null: none. */
  held: number | null
  isHeld: boolean
}

declare global {
  var writes: Writes
}

/** Before the page is opened. */
export const watchWrites = (page: Page): Promise<unknown> => page.addInitScript(watch)

/** Runs in the page. A transaction lasts for as long as it is asked for something. */
function watch(): void {
  globalThis.writes = { count: 0, held: null, isHeld: false }
  const { put } = IDBObjectStore.prototype
  IDBObjectStore.prototype.put = function (value, key) {
    const request = put.call(this, value, key)
    if (!Array.isArray(key) || key[0] !== 'content') return request
    if (writes.count++ !== writes.held) return request
    writes.isHeld = true
    const ask = () => {
      if (writes.isHeld) this.count().onsuccess = ask
    }
    ask()
    return request
  }
}

/** @param number of the write, from 0 on, among those that follow */
export const holdWrite = (page: Page, number: number): Promise<void> =>
  page.evaluate((given) => {
    writes.held = writes.count + given
  }, number)

/** Whether the write is held now. */
export const isHolding = (page: Page): Promise<boolean> => page.evaluate(() => writes.isHeld)

/** Until the write is held, or for ever. */
export const untilHeld = (page: Page): Promise<boolean> =>
  page
    .waitForFunction(() => writes.isHeld, null, { timeout: 0, polling: 10 })
    .then(
      () => true,
      () => false,
    )

export const letWrite = (page: Page): Promise<void> =>
  page.evaluate(() => {
    writes.isHeld = false
  })

export const writesOf = (page: Page): Promise<number> => page.evaluate(() => writes.count)
