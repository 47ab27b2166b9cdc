import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { textOf } from '../renderPage'
import { PanelFrame } from './PanelFrame'
import { PANELS } from './registry'

/** The HTML of the panel of a title, without a browser. */
function htmlOf(title: string): string {
  const panel = PANELS.find((each) => each.title === title) ?? expect.fail(`there is no panel “${title}”`)
  return renderToStaticMarkup(createElement(PanelFrame, null, panel.content))
}

const shown = (title: string): string => textOf(htmlOf(title))

it.each(PANELS)('$title is drawn, and has no number that is none', ({ title }) => {
  expect(htmlOf(title)).not.toBe('')
  expect(shown(title)).not.toMatch(/NaN|undefined|null|Infinity/)
})

it('accuracy counts what is wrong without an attack as not robust', () => {
  const text = shown('Accuracy against epsilon')
  // 9 of 10 without an attack, none at 8/255; 8 and 5 of 10 of the other.
  for (const share of ['90.0 %', '0.0 %', '80.0 %', '50.0 %']) expect(text).toContain(share)
})

it('the smallest epsilon has a median over all images, robust ones above all others', () => {
  const text = shown('Smallest epsilon that fools')
  // Between 1 and 1.5 of ten, and between 9 and 12; beyond them four robust ones.
  expect(text).toContain('median 1.25/255 10.5/255')
  expect(text).toContain('upper quartile 2.75/255 above 16/255')
})

it('transfer reads row by row: made on one model, shown to the other', () => {
  const text = shown('Transfer')
  const shares = [...text.matchAll(/(\d+\.\d) %/g)].map(([, share]) => share)
  expect(shares.slice(-4)).toEqual(['0.0', '70.0', '40.0', '50.0'])
})

it('before and after says by how much each figure changed where both are defined', () => {
  const text = shown('Before and after a training')
  expect(text).toContain('clean accuracy 90.0 % (82.6 to 94.5) 83.0 % (74.5 to 89.1) −7.0 points')
  expect(text).toContain('48.0 % (38.5 to 57.7) +43.0 points')
  expect(text).toContain('40.0 3.08 ÷ 13.0')
  expect(text).toContain('edge alignment r – +0.30 cross-entropy')
})

it('a cell says what is on its way or failed, and dims what belongs to an earlier image', () => {
  const html = htmlOf('Cells of the comparison')
  expect(textOf(html)).toBe(' present old computing… The image is too large; choose a smaller one. Retry ')
  expect(html.match(/is-stale/g)).toHaveLength(1)
})

it('a field says in a sentence why what is typed can not be taken', () => {
  const html = htmlOf('Fields')
  expect(html.match(/aria-invalid="true"/g)).toHaveLength(1)
  expect(textOf(html)).toContain('“300”, which is too large')
})

it('each notice can be dismissed', () => {
  expect(shown('Notices').match(/Dismiss/g)).toHaveLength(2)
})
