/** @file A chart in the page: it is drawn at its width, and read off by the pointer and by the keys. */
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, expect, it, vi } from 'vitest'
import '../../styles/index.css'
import { type LossSeries, lossCurves } from '../../../charts/lossCurves'
import { modelColor } from '../../../charts/palette'
import { ChartFigure } from './ChartFigure'

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
  createRoot(host).render(createElement(ChartFigure<number>, { chart, label: 'Loss', onLook }))
  await vi.waitFor(() => expect(host.querySelectorAll('.series')).toHaveLength(2))
  const svg = host.querySelector('svg')!
  /** Once React has shown it. */
  const reads = (text: string) => vi.waitFor(() => expect(host.querySelector('.chart-readout')!.textContent).toBe(text))
  const press = (key: string) => svg.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
  const point = (step: number) => {
    const box = svg.getBoundingClientRect()
    // The axis goes from 40 to 16 before the right edge, over two steps.
    const clientX = box.left + 40 + ((box.width - 56) * step) / 2
    svg.dispatchEvent(new PointerEvent('pointermove', { clientX, clientY: box.top + 50, bubbles: true }))
  }
  return { host, svg, reads, press, point }
}

it('the pointer reads off the nearest step, for models that have one there', async () => {
  const { svg, reads, point } = await shown()
  point(0.9)
  await reads('step 1: One 2.0, Two 1.5')
  point(1.6)
  await reads('step 2: One 4.0')
  await vi.waitFor(() => expect(svg.querySelectorAll('.look .looked')).toHaveLength(1))
  svg.dispatchEvent(new PointerEvent('pointerout', { bubbles: true }))
  await reads('')
  await vi.waitFor(() => expect(svg.querySelector('.look')!.children).toHaveLength(0))
})

it('the arrow keys move between steps, Escape leaves, and the page keeps other arrows', async () => {
  const onLook = vi.fn()
  const { svg, reads, press } = await shown(onLook)
  press('ArrowRight')
  await reads('step 0: One 1.0, Two 1.0')
  press('ArrowRight')
  await reads('step 1: One 2.0, Two 1.5')
  press('ArrowLeft')
  await reads('step 0: One 1.0, Two 1.0')
  const down = new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true })
  svg.dispatchEvent(down)
  expect(down.defaultPrevented).toBe(false)
  await reads('step 0: One 1.0, Two 1.0')
  press('Escape')
  await reads('')
  expect(onLook.mock.calls.map(([look]) => look)).toEqual([0, 1, 0, null])
})

it('is named for screen readers, explains its keys, and is redrawn at another width', async () => {
  const { host, svg } = await shown()
  expect(svg.getAttribute('aria-label')).toBe('Loss. The arrow keys move a crosshair')
  expect(host.querySelector('.chart-readout')!.getAttribute('aria-live')).toBe('polite')
  host.style.width = '300px'
  await vi.waitFor(() => expect(svg.getAttribute('viewBox')).toBe('0 0 300 220'))
})
