import { Window } from 'happy-dom'
import { act, type ComponentType, createElement } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ErrorBoundary } from './ErrorBoundary'

/** React takes what is within as a third argument. */
const Boundary = ErrorBoundary as unknown as ComponentType<{ readonly part: string }>

let isBroken: boolean

function Fragile() {
  if (isBroken) throw new Error('There is no number; reload the page.')
  return 'all is well'
}

beforeEach(() => {
  const window = new Window()
  vi.stubGlobal('window', window)
  vi.stubGlobal('document', window.document)
  vi.stubGlobal('navigator', window.navigator)
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  vi.spyOn(console, 'error').mockImplementation(() => {})
})

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

it('a part that cannot be drawn says so, the rest stays, and it can be shown again', async () => {
  const { createRoot } = await import('react-dom/client')
  const container = document.createElement('main')
  const page = createRoot(container)
  isBroken = true
  const boundary = createElement(Boundary, { part: 'This view' }, createElement(Fragile))
  await act(async () => page.render(createElement('div', null, 'header ', boundary)))
  expect(container.textContent).toContain('header')
  expect(container.textContent).toContain('This view cannot be shown (There is no number; reload the page.)')
  isBroken = false
  await act(async () => container.querySelector('button')!.click())
  expect(container.textContent).toBe('header all is well')
  await act(async () => page.unmount())
})
