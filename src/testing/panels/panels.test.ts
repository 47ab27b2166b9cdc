import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { OUTCOMES } from '../../outcomes/outcome'
import { shownRows } from '../../views/compare/rows/registry'
import { textOf } from '../renderPage'
import { FIXED_MANIFESTS, GRADIENT_NORM } from './fixedModels'
import { PanelFrame } from './PanelFrame'
import { PANELS } from './registry'
import { linesOf } from './textLines'

/** The HTML of the panel of a title, without a browser. */
function htmlOf(title: string): string {
  const panel = PANELS.find((each) => each.title === title) ?? expect.fail(`there is no panel “${title}”`)
  return renderToStaticMarkup(createElement(PanelFrame, null, panel.content))
}

const shown = (title: string): string => textOf(htmlOf(title))

it.each(PANELS)('$title is drawn, without NaN or undefined', ({ title }) => {
  expect(htmlOf(title)).not.toBe('')
  expect(shown(title)).not.toMatch(/NaN|undefined|null|Infinity/)
})

it.each(PANELS)('$title says what it said before', ({ title }) => {
  expect(linesOf(htmlOf(title))).toMatchSnapshot()
})

it('accuracy counts what is wrong without an attack as not robust', () => {
  const text = shown('Accuracy against epsilon')
  // 9 of 10 without an attack, none at 8/255; 8 and 5 of 10 of the other.
  for (const share of ['90.0 %', '0.0 %', '80.0 %', '50.0 %']) expect(text).toContain(share)
})

it('the smallest epsilon has a median over all images, robust ones ranking highest', () => {
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

it('before and after says how much each figure changed if both are defined', () => {
  const text = shown('Before and after a training')
  expect(text).toContain('clean accuracy 90.0 % (82.6 to 94.5) 83.0 % (74.5 to 89.1) −7.0 points')
  expect(text).toContain('48.0 % (38.5 to 57.7) +43.0 points')
  expect(text).toContain('40.0 3.08 ÷ 13.0')
  expect(text).toContain('edge alignment r – +0.30 cross-entropy')
})

it('a cell says what is computed or failed, and marks results of an earlier image', () => {
  const html = htmlOf('Cells of the comparison')
  expect(textOf(html)).toBe(' present old computing… The image is too large; choose a smaller one. Retry ')
  expect(html.match(/is-stale/g)).toHaveLength(1)
})

it('a field says in a sentence why the typed text cannot be used', () => {
  const html = htmlOf('Fields')
  expect(html.match(/aria-invalid="true"/g)).toHaveLength(1)
  expect(textOf(html)).toContain('“300”, which is too large')
})

it('each notice can be dismissed', () => {
  expect(shown('Notices').match(/Dismiss/g)).toHaveLength(3)
  expect(shown('Notices')).toContain('torch.onnx.export(model')
})

it('every outcome of an attack has a cell with its word, and none is marked as earlier', () => {
  const html = htmlOf('How an attack ends')
  for (const { word, className } of Object.values(OUTCOMES)) {
    expect(html).toMatch(new RegExp(`class="verdict ${className}"[^>]*>[^<]*${word}`))
  }
  expect(html).not.toContain('data-stale="true"')
})

it('the matrix has a row for each quantity, and in each a cell for each model', () => {
  const html = htmlOf('The comparison matrix')
  for (const row of shownRows({ maps: [] }))
    expect(html.match(new RegExp(`data-testid="cell-${row.id}-`, 'g'))).toHaveLength(3)
  expect(html).not.toContain('data-stale="true"')
  expect(textOf(html)).toMatch(/fooled by the attack at 8\/255.*robust at 8\/255.*wrong without an attack/)
})

it('the zoo lists each model once, with its robust accuracy and its card', () => {
  const html = htmlOf('Models to choose from')
  for (const { id, name } of FIXED_MANIFESTS) {
    expect(html.split(`data-testid="zoo-${id}"`)).toHaveLength(2)
    expect(textOf(html)).toContain(`Card of ${name}`)
  }
})

it('the card shows the manifest: recipe, figures, file and licence', () => {
  const text = shown('A model’s card')
  const { training, weights, licence } = GRADIENT_NORM
  expect(text).toContain(training.summary)
  expect(text).toContain(weights.sha256)
  expect(text).toContain(licence)
  for (const heading of ['Training curves', 'Recipe', 'Reproduce this model']) expect(text).toContain(heading)
})

it('published figures are beside the measured ones, and say whether they agree', () => {
  const text = shown('Published and measured accuracies')
  expect(text).toMatch(/checkpoint’s test_acc 69.25 % 10,000 images 70.1 % .* \+0.8 points −2.2 to 3.8 ✓ consistent/)
  expect(text).toMatch(/−11.0 points −14.2 to −7.8 ▲ not consistent: lower here/)
  expect(text).toMatch(/8\/255; A. Author et al. 2021, table 2 30.0 % 10,000 images – \? not measured Add 8\/255/)
  expect(text).toMatch(/100 images 82.0 % .* \? too few images The figure was published on too few/)
  expect(text).toMatch(/verified by CROWN .* \+27.1 points ✓ no fewer than verified/)
})

it('an attack that leaves fewer robust than verified raises a flag of its own', () => {
  const html = htmlOf('Published and measured accuracies')
  const [, natural = '', other = ''] = html.split('data-testid="flags-')
  expect(textOf(natural)).toMatch(/none raised 1 clear/)
  expect(textOf(other)).toMatch(
    /raised Fewer robust than verified 640 of 1,000 images \(64.0 %\) are robust at ε = 1\/255/,
  )
})

it('a card lists the model’s published figures', () => {
  expect(shown('Published accuracies on a card')).toMatch(/69.25 % without an attack of 10,000 images; .*test_acc/)
})
