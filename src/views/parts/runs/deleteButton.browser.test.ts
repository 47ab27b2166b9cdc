import { createElement } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { DeleteButton } from './DeleteButton'

let host: HTMLElement
let root: Root

beforeEach(() => {
  host = document.createElement('div')
  document.body.append(host)
  root = createRoot(host)
})
afterEach(() => {
  root.unmount()
  host.remove()
})

const focused = () => document.activeElement?.textContent

it('a key that is held down does not delete for good: the focus goes to what deletes nothing', async () => {
  const onDelete = vi.fn()
  root.render(createElement(DeleteButton, { name: 'one', onDelete }))
  await expect.poll(() => host.querySelector('button')).not.toBeNull()
  const [button] = host.querySelectorAll('button')
  button?.focus()
  button?.click()
  await expect.poll(focused).toBe('No')
  ;(document.activeElement as HTMLElement).click()
  await expect.poll(focused).toBe('Delete one')
  expect(onDelete).not.toHaveBeenCalled()
})
