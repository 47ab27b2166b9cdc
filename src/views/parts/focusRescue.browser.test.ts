import { createElement } from 'react'
import { flushSync } from 'react-dom'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { rescueFocus } from './focusRescue'

let host: HTMLElement
let root: Root
let end: () => void

beforeEach(() => {
  host = document.createElement('div')
  document.body.append(host)
  root = createRoot(host)
  end = rescueFocus(document, () => null)
})
afterEach(() => {
  end()
  root.unmount()
  host.remove()
})

const button = (name: string, disabled = false) =>
  createElement('button', { key: name, type: 'button', disabled }, name)

/** Another control stands before the group, which would take its place if nothing kept the focus. */
function show(names: readonly string[], isWanted = false, disabled = false): void {
  const children = names.map((name) => button(name, disabled))
  const group = createElement('div', { key: 'group', 'data-keeps-focus': isWanted ? 'wanted' : '' }, children)
  flushSync(() => root.render([button('Other'), group]))
}

const press = (name: string) =>
  [...host.querySelectorAll('button')].find(({ textContent }) => textContent === name)?.focus()

/** Until effects have run. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 30))

it('the focus stays among buttons that replace one another, a disabled one between them', async () => {
  show(['Start'])
  await settled()
  press('Start')
  show(['Start'], false, true)
  await settled()
  expect(document.activeElement).toBe(document.body)
  show(['Pause', 'Stop'])
  await settled()
  await expect.poll(() => document.activeElement?.textContent).toBe('Pause')
})

it('the focus comes back to a button that was disabled for a while', async () => {
  show(['Start'])
  await settled()
  press('Start')
  show(['Start'], false, true)
  await settled()
  show(['Start'])
  await expect.poll(() => document.activeElement?.textContent).toBe('Start')
})

it('the focus is not taken from elsewhere, nor by the first buttons', async () => {
  show(['Start'])
  await settled()
  expect(document.activeElement).toBe(document.body)
  const other = document.createElement('input')
  host.append(other)
  press('Start')
  other.focus()
  show(['Pause'], true)
  await settled()
  expect(document.activeElement).toBe(other)
  other.remove()
})

it('the focus comes where it is wanted, if it is nowhere', async () => {
  show(['Start'])
  await settled()
  show(['Pause'], true)
  await settled()
  await expect.poll(() => document.activeElement?.textContent).toBe('Pause')
})
