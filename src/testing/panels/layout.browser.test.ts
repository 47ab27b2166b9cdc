/** @file The panels as they are laid out on a phone and on a desktop: nothing is cut, nothing lies on anything else. */
import { createElement } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { page } from 'vitest/browser'
import '../../views/styles/index.css'
import { PanelFrame } from './PanelFrame'
import { PANELS } from './registry'

/** Of a phone, and of a desktop's column of results. */
const WIDTHS = [390, 1120] as const
/** By rounding, and by letters that reach out of their lines. */
const SLACK = 2

let root: Root | null = null
afterEach(() => {
  root?.unmount()
  document.body.replaceChildren()
})

/** Charts are drawn once their width is known. */
const settled = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))

/** What is seen of an element's boxes, one a line: within all that scrolls or cuts around it. */
const seen = (element: Element): DOMRect[] => [...element.getClientRects()].flatMap((box) => seenOf(element, box))

function seenOf(element: Element, { left, top, right, bottom }: DOMRect): DOMRect[] {
  const edges = { left, top, right, bottom }
  for (let around = element.parentElement; around !== null; around = around.parentElement) {
    if (getComputedStyle(around).overflow === 'visible') continue
    const box = around.getBoundingClientRect()
    edges.left = Math.max(edges.left, box.left)
    edges.top = Math.max(edges.top, box.top)
    edges.right = Math.min(edges.right, box.right)
    edges.bottom = Math.min(edges.bottom, box.bottom)
  }
  const [width, height] = [edges.right - edges.left, edges.bottom - edges.top]
  return width > SLACK && height > SLACK ? [new DOMRect(edges.left, edges.top, width, height)] : []
}

/** Stands where it does on purpose: above other things, or for screen readers alone. */
const isLaidOver = (element: Element): boolean =>
  element.closest('.visually-hidden, [popover], svg *') !== null ||
  ancestors(element).some((each) => ['absolute', 'fixed', 'sticky'].includes(getComputedStyle(each).position))

function ancestors(element: Element): Element[] {
  const all: Element[] = []
  for (let each: Element | null = element; each !== null; each = each.parentElement) all.push(each)
  return all
}

const hasOwnText = (element: Element): boolean =>
  [...element.childNodes].some(({ nodeType, textContent }) => nodeType === Node.TEXT_NODE && textContent?.trim())

/** Texts, fields, maps and charts that are not part of one another. */
function leaves(host: Element): { readonly element: Element; readonly box: DOMRect }[] {
  const all = [...host.querySelectorAll('*')].filter(
    (element) =>
      (hasOwnText(element) || element.matches('canvas, svg, input, select, button, meter, progress')) &&
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
      !isLaidOver(element),
  )
  return all
    .filter((element) => !all.some((other) => other !== element && other.contains(element)))
    .flatMap((element) => seen(element).map((box) => ({ element, box })))
}

const nameOf = (element: Element): string =>
  `${element.tagName.toLowerCase()}.${element.classList} “${(element.textContent ?? '').slice(0, 40)}”`

function overlapping(host: Element): string[] {
  const all = leaves(host)
  return all.flatMap((one, place) =>
    all.slice(place + 1).flatMap((other) => {
      const [a, b] = [one.box, other.box]
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left)
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
      return one.element !== other.element && across > SLACK && down > SLACK
        ? [`${nameOf(one.element)} on ${nameOf(other.element)}`]
        : []
    }),
  )
}

/** Texts that end where their box does, without an ellipsis that tells so and no way to scroll to the rest. */
const cut = (host: Element): string[] =>
  [...host.querySelectorAll('*')]
    .filter((element) => {
      const { overflowX, textOverflow } = getComputedStyle(element)
      const isCut = ['hidden', 'clip'].includes(overflowX) && textOverflow !== 'ellipsis'
      return hasOwnText(element) && isCut && element.scrollWidth > element.clientWidth + SLACK
    })
    .filter((element) => element.closest('.visually-hidden') === null)
    .map(nameOf)

/** Texts of a chart, which stands over its own marks on purpose, but not over another text. */
const textsOnTexts = (host: Element): string[] =>
  [...host.querySelectorAll('svg.chart')].flatMap((chart) => {
    const texts = [...chart.querySelectorAll('text')].map((text) => ({ text, box: text.getBoundingClientRect() }))
    return texts.flatMap(({ text, box }, place) =>
      texts
        .slice(place + 1)
        .filter(({ box: other }) => {
          const across = Math.min(box.right, other.right) - Math.max(box.left, other.left)
          const down = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top)
          // Boxes of letters are higher than what is drawn of them.
          return across > SLACK && down > box.height / 2
        })
        .map(({ text: other }) => `${nameOf(text)} on ${nameOf(other)}`),
    )
  })

describe.each(WIDTHS)('at %i pixels', (width) => {
  it.each(PANELS)('$title: nothing is cut, and nothing lies on anything else', async ({ content }) => {
    await page.viewport(width, 900)
    const host = document.createElement('main')
    host.className = 'content'
    document.body.append(host)
    root = createRoot(host)
    const panel = createElement('div', { className: 'run' }, content)
    // biome-ignore lint/correctness/noChildrenProp: its type asks for it
    root.render(createElement(PanelFrame, { children: panel }))
    await vi.waitFor(() => expect(host.childElementCount).toBeGreaterThan(0))
    await settled()
    const charts = [...host.querySelectorAll('svg.chart')]
    await vi.waitFor(() => expect(charts.filter(({ childElementCount }) => childElementCount === 0)).toEqual([]))
    expect(document.documentElement.scrollWidth, 'width').toBeLessThanOrEqual(width)
    expect(overlapping(host)).toEqual([])
    expect(textsOnTexts(host)).toEqual([])
    expect(cut(host)).toEqual([])
  })
})
