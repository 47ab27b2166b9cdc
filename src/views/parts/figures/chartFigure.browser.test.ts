/** @file A chart in the page: it is drawn at its width, and read off by the pointer and by the keys. */
import { act, createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import '../../styles/index.css'
import { type LossSeries, lossCurves } from '../../../charts/lossCurves'
import { modelColor } from '../../../charts/palette'
import { ChartFigure } from './ChartFigure'

beforeEach(() => vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true))
afterEach(() => document.body.replaceChildren())

const series: readonly LossSeries[] = [
  { id: 'one', name: 'One', color: modelColor(0), losses: [1, 2, 4], isStale: false },
  { id: 'two', name: 'Two', color: modelColor(1), losses: [1, 1.5], isStale: false },
]
const chart = lossCurves({
  series,
  loss: { name: 'loss', formula: '', unit: 'nats', reference: null },
  format: (value) => value.toFixed(1),
})

async function shown(onLook = () => {}) {
  const host = document.createElement('div')
  host.style.width = '600px'
  document.body.append(host)
  await act(async () => createRoot(host).render(createElement(ChartFigure<number>, { chart, label: 'Loss', onLook })))
  const svg = host.querySelector('svg')!
  await vi.waitFor(() => expect(svg.querySelectorAll('.series')).toHaveLength(2))
  const read = () => host.querySelector('.chart-readout')!.textContent
  const press = (key: string) => act(() => svg.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })))
  const point = (step: number) => {
    const box = svg.getBoundingClientRect()
    // The axis goes from 40 to 16 before the right edge, over two steps.
    const clientX = box.left + 40 + ((box.width - 56) * step) / 2
    return act(() =>
      svg.dispatchEvent(new PointerEvent('pointermove', { clientX, clientY: box.top + 50, bubbles: true })),
    )
  }
  return { host, svg, read, press, point }
}

it('the pointer reads off the nearest step, of the models that have one there', async () => {
  const { svg, read, point } = await shown()
  await point(0.9)
  expect(read()).toBe('step 1: One 2.0, Two 1.5')
  await point(1.6)
  expect(read()).toBe('step 2: One 4.0')
  expect(svg.querySelectorAll('.look .looked')).toHaveLength(1)
  await act(() => svg.dispatchEvent(new PointerEvent('pointerout', { bubbles: true })))
  expect(read()).toBe('')
  expect(svg.querySelector('.look')!.children).toHaveLength(0)
})

it('the arrow keys go from step to step, Escape leaves, and the other arrows are the page’s', async () => {
  const onLook = vi.fn()
  const { svg, read, press } = await shown(onLook)
  await press('ArrowRight')
  await press('ArrowRight')
  expect(read()).toBe('step 1: One 2.0, Two 1.5')
  await press('ArrowLeft')
  expect(read()).toBe('step 0: One 1.0, Two 1.0')
  const down = new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true })
  await act(() => svg.dispatchEvent(down))
  expect([down.defaultPrevented, read()]).toEqual([false, 'step 0: One 1.0, Two 1.0'])
  await press('Escape')
  expect(read()).toBe('')
  expect(onLook.mock.calls.map(([look]) => look)).toEqual([0, 1, 0, null])
})

it('is named for screen readers, with how it is read off, and drawn again at another width', async () => {
  const { host, svg } = await shown()
  expect(svg.getAttribute('aria-label')).toBe('Loss. The arrow keys move a crosshair')
  expect(host.querySelector('.chart-readout')!.getAttribute('aria-live')).toBe('polite')
  host.style.width = '300px'
  await vi.waitFor(() => expect(svg.getAttribute('viewBox')).toBe('0 0 300 220'))
})
