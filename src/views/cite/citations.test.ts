import { expect, it } from 'vitest'
import { version } from '../../../package.json'
import { initialState } from '../../store/appStore'
import { fixedComparison } from '../../testing/panels/fixedComparison'
import { exportedFrom, withoutDialog } from '../parts/exports/exportedFrom'
import { modelColumns } from '../parts/models/modelColumns'
import { PAPER, pageBibtex, pageCitation } from './citations'

const state = { ...initialState, ...fixedComparison }
const models = modelColumns(state.models)
const from = exportedFrom(state, 'https://example.org/page/?attack=apgd', new Date('2026-05-04T09:08:07Z'))

it('the line says version, link, date and the whole hash of every model’s weights', () => {
  const line = pageCitation(from, models)
  for (const words of [`Gradlens ${version}`, from.link, '2026-05-04']) expect(line).toContain(words)
  expect(models).toHaveLength(3)
  for (const { id, manifest } of models) expect(line).toContain(`${id}, sha256 ${manifest.weights.sha256}`)
})

it('without a model there is the page alone', () => {
  expect(pageCitation(from, [])).toBe(`Gradlens ${version}, ${from.link} (accessed 2026-05-04).`)
  expect(pageBibtex(from, [])).not.toContain('note')
})

it('braces of each entry close, whatever a model is called', () => {
  const [model] = models
  const odd = { ...(model ?? expect.fail('there is no model')), name: '100 % {wild}_\\~^&#$' }
  for (const entry of [PAPER, pageBibtex(from, models), pageBibtex(from, [odd])]) {
    let depth = 0
    for (const [brace] of entry.replace(/\\[{}]/g, '').matchAll(/[{}]/g)) {
      depth += brace === '{' ? 1 : -1
      expect(depth).toBeGreaterThanOrEqual(0)
    }
    expect(depth).toBe(0)
  }
  expect(pageBibtex(from, [odd])).toContain(
    '100 \\% \\{wild\\}\\_\\textbackslash{}\\textasciitilde{}\\textasciicircum{}\\&\\#\\$',
  )
})

it.each([
  ['https://x.org/?dialog=cite', 'https://x.org/'],
  ['https://x.org/?models=a,b&dialog=export&eps=4', 'https://x.org/?models=a,b&eps=4'],
  ['https://x.org/?eps=4#part', 'https://x.org/?eps=4#part'],
  ['https://x.org/', 'https://x.org/'],
])('the link %s is of the page beneath the dialog', (link, expected) => {
  expect(withoutDialog(link)).toBe(expected)
})
