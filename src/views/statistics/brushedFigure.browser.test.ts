/** @file A range of a chart selected by keys alone. */
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, expect, it, vi } from 'vitest'
import '../styles/index.css'
import { scatter } from '../../charts/scatter'
import { type Brush, BrushedFigure } from './BrushedFigure'

afterEach(() => document.body.replaceChildren())

const points = [
  { x: 0, y: 0 },
  { x: 10, y: 1 },
]
const chart = scatter({ kind: 'linear', label: 'x', domain: [0, 10] }, { kind: 'linear', label: 'y', domain: [0, 1] }, [
  { id: 'one', name: 'One', ink: 'teal', points },
])(null)

/** Its keys, and what is selected after them. */
async function shown(axes: 'x' | 'xy') {
  const host = document.createElement('div')
  host.style.width = '600px'
  document.body.append(host)
  const root = createRoot(host)
  let brush: Brush = { x: null, y: null }
  const onBrush = (next: Brush) => {
    brush = next
    root.render(
      createElement(BrushedFigure, { chart, label: 'Dots', height: 200, testId: 'dots', brush, axes, onBrush }),
    )
  }
  onBrush(brush)
  await vi.waitFor(() => expect(host.querySelectorAll('.series')).toHaveLength(1))
  return async (...keys: readonly string[]) => {
    for (const key of keys) {
      host.querySelector('svg')?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
    return brush
  }
}

it('the arrow keys select a range along both axes, and Escape ends it', async () => {
  const press = await shown('xy')
  const { x, y } = await press('ArrowRight', 'ArrowUp', 'ArrowUp')
  expect(x?.[0]).toBe(Number.NEGATIVE_INFINITY)
  expect(x?.[1]).toBeCloseTo(0.2)
  expect(y?.[0]).toBeCloseTo(0.02)
  expect(y?.[1]).toBeCloseTo(0.04)
  expect(await press('Escape')).toEqual({ x: null, y: null })
})

it('where a drag selects on one axis, so do the keys', async () => {
  const press = await shown('x')
  expect(await press('ArrowUp', 'ArrowDown')).toEqual({ x: null, y: null })
})
