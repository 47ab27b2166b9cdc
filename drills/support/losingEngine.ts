/**
 * @file A device that is lost at a chosen moment, for backends that lose none by themselves: of the engine's worker, which
 * is real, the page hears what it would hear of a lost GPU, and nothing more from then on.
 */
import type { Page } from '@playwright/test'
import type { FromWorker, ToWorker } from '../../src/worker/messages'

export const LOSS = 'The graphics device was closed while it was in use.'

/** When the page hears that the device is lost. */
export interface Loss {
  /** How many messages of the worker arrive after `arm`. */
  readonly afterMessages: number
}

interface Drilled {
  /** Messages of the engine since `arm`. */
  messages: number
  /** How often the device was lost. */
  losses: number
  /** Every error that was shown, for however short a time. */
  readonly shown: string[]
  loss: Loss | null
  kill?: () => void
  isCounting: boolean
}

declare global {
  var drilled: Drilled
}

/** Before the page is opened. */
export async function prepareLosses(page: Page): Promise<void> {
  await page.addInitScript(wrapWorkers)
}

/** Counts from here on, and loses the device; null: only counts. Kept for the next load of the page if it begins there. */
export async function arm(page: Page, loss: Loss | null, when: 'now' | 'at the next load' = 'now'): Promise<void> {
  await page.evaluate(
    ([given, isNow]) => {
      if (isNow) Object.assign(drilled, { messages: 0, losses: 0, loss: given, isCounting: true })
      else sessionStorage.setItem('drill', JSON.stringify(given))
      drilled.shown.length = 0
    },
    [loss, when === 'now'] as const,
  )
}

/** Ends the engine's newest worker, of which the page hears nothing. */
export const killWorker = (page: Page): Promise<void> => page.evaluate(() => drilled.kill?.())

export const readDrill = (page: Page): Promise<Pick<Drilled, 'messages' | 'losses' | 'shown'>> =>
  page.evaluate(() => ({ messages: drilled.messages, losses: drilled.losses, shown: [...drilled.shown] }))

/** Runs in the page, before its scripts. */
function wrapWorkers(): void {
  const planned = sessionStorage.getItem('drill')
  sessionStorage.removeItem('drill')
  globalThis.drilled = {
    messages: 0,
    losses: 0,
    shown: [],
    loss: planned === null ? null : JSON.parse(planned),
    isCounting: false,
  }
  const noteErrors = () => {
    for (const element of document.querySelectorAll('.error, [role="alert"]')) {
      const text = element.textContent?.trim() ?? ''
      if (text !== '' && !drilled.shown.includes(text)) drilled.shown.push(text)
    }
  }
  new MutationObserver(noteErrors).observe(document, { subtree: true, childList: true, characterData: true })

  const RealWorker = globalThis.Worker
  type Listener = (event: MessageEvent<FromWorker>) => void
  globalThis.Worker = class extends RealWorker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options)
      if (!String(url).includes('engine.worker')) return
      drilled.kill = () => super.terminate()
      let listener: Listener | null = null
      let isLost = false
      let startId: number | null = null
      const say = (data: FromWorker) => listener?.({ data } as MessageEvent<FromWorker>)
      const lose = () => {
        isLost = true
        drilled.loss = null
        drilled.losses++
        say({ type: 'backendLost', message: 'The graphics device was closed while it was in use.' })
      }
      super.onmessage = (event: MessageEvent<FromWorker>) => {
        if (isLost) return
        const { data } = event
        if (drilled.isCounting && data.type !== 'alive') {
          drilled.messages++
          if (drilled.loss !== null && drilled.messages > drilled.loss.afterMessages) return lose()
        }
        // There is no device to lose before.
        if (data.type === 'done' && data.jobId === startId) drilled.isCounting = true
        listener?.(event)
      }
      const post = super.postMessage.bind(this) as (message: ToWorker) => void
      this.postMessage = (message: ToWorker) => {
        if (message.type === 'call' && message.name === 'start') startId = message.jobId
        // A worker whose device is lost still answers to this.
        if (isLost && message.type === 'ping') say({ type: 'alive' })
        post(message)
      }
      Object.defineProperty(this, 'onmessage', {
        get: () => listener,
        set: (given: Listener | null) => {
          listener = given
        },
      })
    }
  }
}
