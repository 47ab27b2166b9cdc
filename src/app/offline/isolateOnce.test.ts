import { expect, it, vi } from 'vitest'
import { type IsolationHost, isolateOnce, watchTouch } from './isolateOnce'

function host(change: Partial<IsolationHost> = {}) {
  const items = new Map<string, string>()
  const sessionStorage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  }
  const reload = vi.fn<() => void>()
  return { crossOriginIsolated: false, sessionStorage, ...change, reload }
}

it('a page that is not isolated is reloaded once, and never again in its tab', () => {
  const tab = host()
  isolateOnce(tab, false)
  isolateOnce(tab, false)
  expect(tab.reload).toHaveBeenCalledTimes(1)
})

it('an isolated page, and one that a person has begun to use, are left alone', () => {
  const [isolated, touched] = [host({ crossOriginIsolated: true }), host()]
  isolateOnce(isolated, false)
  isolateOnce(touched, true)
  expect([...isolated.reload.mock.calls, ...touched.reload.mock.calls]).toEqual([])
})

it('without a storage that remembers the reload there is none', () => {
  const tab = host({
    sessionStorage: {
      getItem: () => {
        throw new DOMException('denied', 'SecurityError')
      },
      setItem: () => {},
    },
  })
  isolateOnce(tab, false)
  expect(tab.reload).not.toHaveBeenCalled()
})

it.each(['pointerdown', 'keydown', 'click', 'input', 'paste', 'drop'])('a %s is a person who has begun', (type) => {
  const page = new EventTarget()
  const isTouched = watchTouch(page)
  expect(isTouched()).toBe(false)
  page.dispatchEvent(new Event(type))
  expect(isTouched()).toBe(true)
})
