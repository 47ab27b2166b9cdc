/** @file Reloads the page so that the service worker may isolate it, on hosts that set no headers for that. */

const RELOADED = 'gradlens reloaded to be isolated'

export interface IsolationHost {
  readonly crossOriginIsolated: boolean
  /** Of the tab, where one reload is remembered, so that there is never a second. */
  readonly sessionStorage: Pick<Storage, 'getItem' | 'setItem'>
  readonly reload: () => void
}

/**
 * Call it once the service worker controls the page. A browser that denies the storage, or isolates nothing, goes on as
 * it is: on one thread.
 *
 * @param isTouched whether the person has begun to do something, which a reload would disturb
 */
export function isolateOnce({ crossOriginIsolated, sessionStorage, reload }: IsolationHost, isTouched: boolean): void {
  if (crossOriginIsolated || isTouched) return
  try {
    if (sessionStorage.getItem(RELOADED) !== null) return
    sessionStorage.setItem(RELOADED, 'yes')
  } catch {
    return
  }
  reload()
}

/** What helps a person press a button, such as a screen reader, may send the click alone. */
const TOUCHES = ['pointerdown', 'keydown', 'click', 'input', 'paste', 'drop']

/** Tells from then on whether the person has begun to do something on the page. */
export function watchTouch(page: Pick<EventTarget, 'addEventListener'>): () => boolean {
  let isTouched = false
  for (const type of TOUCHES) {
    page.addEventListener(type, () => (isTouched = true), { once: true, capture: true })
  }
  return () => isTouched
}
