import { describe, expect, it } from 'vitest'
import { initialState } from '../../../store/appStore'
import type { AppState } from '../../../store/types'
import { fixedComparison } from '../../../testing/panels/fixedComparison'
import { comparisonFigureWords } from '../../parts/exports/comparisonFacts'
import { exportedFrom } from '../../parts/exports/exportedFrom'
import { mapCsv } from '../../parts/exports/mapFiles'
import { comparisonContent, missingCells } from './comparisonContent'
import { comparisonGrid } from './comparisonGrid'
import { comparisonMaps } from './comparisonMaps'
import { comparisonCsv, comparisonJson, comparisonTable } from './comparisonTables'

const state: AppState = { ...initialState, ...fixedComparison }
const content = comparisonContent(state)
const asked = { ...state, imageSha256: '5e'.repeat(32) }
const from = exportedFrom(state, 'https://example.org/?attack=pgd', new Date('2026-05-04T09:08:07Z'))
const [first] = content.columns.map(({ id }) => id)

it('everything that the page shows is in the content, and nothing is missing', () => {
  expect(missingCells(content)).toBe(0)
  expect(content.rows.map(({ id }) => id)).toEqual(['image', 'gradient', 'edges', 'perturbation', 'attacked'])
  expect(content.rows.map(({ cells }) => cells.length)).toEqual([3, 3, 3, 3, 3])
})

it('rows and models can be left out', () => {
  const part = comparisonContent(state, { rows: ['image', 'edges', 'perturbation'], models: [first ?? ''] })
  expect(part.rows.map(({ id }) => id)).toEqual(['gradient', 'attacked'])
  expect(part.columns).toHaveLength(2)
  expect(comparisonMaps(part)).toHaveLength(4)
})

it('what belongs to other settings is not exported', () => {
  const changed = comparisonContent({ ...state, display: { ...state.display, gradientOf: 'margin' }, label: 'dog' })
  expect(missingCells(changed)).toBe(15)
  expect(comparisonCsv(asked, changed).trim().split('\r\n')).toHaveLength(1)
})

it('the figure says all that its numbers depend on, with date and link', () => {
  const { title, lines, notes } = comparisonFigureWords(state, content.columns, from)
  const text = [title, ...lines, ...notes].join('\n')
  expect(title).toBe('3 models on “a disc”')
  for (const { name, manifest } of content.columns) {
    expect(text).toContain(name)
    expect(text).toContain(manifest.weights.sha256.slice(0, 12))
  }
  for (const words of [
    'CIFAR-10',
    'label: each model’s own',
    'L∞',
    'ε: 8/255',
    'seed: 1',
    '2026-05-04 09:08 UTC',
    from.link,
  ])
    expect(text).toContain(words)
})

it('maps of the figure have the chosen scale, or as large a whole one as has room', () => {
  const scales = (scale: number | null) => [
    ...new Set(
      comparisonGrid(content, scale).rows.flatMap(({ cells }) =>
        cells.flatMap(({ maps }) => maps.map((map) => map.scale)),
      ),
    ),
  ]
  expect(scales(7)).toEqual([7])
  expect(scales(null)).toEqual([4])
})

describe('numbers', () => {
  const [cell] = content.rows.find(({ id }) => id === 'gradient')?.cells ?? []
  const l1 = cell?.numbers?.find(({ id }) => id === 'gradient_l1')?.value ?? Number.NaN

  it('are in the CSV in full precision, a row for each', () => {
    const lines = comparisonCsv(asked, content).trim().split('\r\n')
    expect(lines[0]).toBe(
      'model,model_name,weights_sha256,image,image_gallery_id,image_sha256,label,' +
        'attack,norm,epsilon,attack_settings,target,made_on,row,quantity,value,unit,text',
    )
    expect(lines.filter((line) => line.includes(',gradient_l1,'))).toHaveLength(3)
    expect(lines.find((line) => line.startsWith(`${first},`) && line.includes(',gradient_l1,'))).toContain(`,${l1},`)
    expect(lines.filter((line) => line.endsWith(',verdict,,,fooled'))).toHaveLength(1)
  })

  it('name image, label and attack in every row of the CSV', () => {
    const { choice } = state.attack
    const label = content.columns[0]?.manifest.classes[0] ?? ''
    const [head = '', ...lines] = comparisonCsv({ ...asked, label }, content)
      .trim()
      .split('\r\n')
    const named = `,${state.image?.name},`
    expect(lines.every((line) => line.includes(named) && line.includes(`,${asked.imageSha256},${label},`))).toBe(true)
    expect(
      lines.every((line) => line.includes(`,${choice.id},${choice.settings.norm},${choice.settings.epsilon},`)),
    ).toBe(true)
    const settings = JSON.stringify({ ...choice.settings, norm: undefined, epsilon: undefined })
    expect(lines.every((line) => line.includes(`"${settings.replaceAll('"', '""')}"`))).toBe(true)
    expect(head).toContain('image_sha256')
    for (const unknown of [null, 'no such class']) {
      const own = comparisonCsv({ ...asked, label: unknown }, content)
        .trim()
        .split('\r\n')
        .slice(1)
      expect(own.every((line) => line.includes(',own prediction,'))).toBe(true)
    }
  })

  it('are in the table for spreadsheets, a column for each model', () => {
    const { head, rows } = comparisonTable(content)
    expect(head).toEqual(['', ...content.columns.map(({ name }) => name)])
    expect(rows.every(({ length }) => length === head.length)).toBe(true)
    expect(rows.find(([name]) => String(name).includes('‖∇L‖₁'))?.[1]).toBe(l1)
  })

  it('are in the JSON with settings, weights and, if asked for, the values of the maps', () => {
    const plain = JSON.parse(comparisonJson(asked, content, from, false))
    expect(plain).toMatchObject({ format: 'gradlens-comparison', link: from.link, attack: state.attack })
    expect(plain.image).toMatchObject({ name: state.image?.name, sha256: asked.imageSha256 })
    expect(plain.rows[1].models[first ?? ''].numbers.gradient_l1.value).toBe(l1)
    expect(JSON.stringify(plain)).not.toContain('"shape"')
    const full = JSON.parse(comparisonJson(asked, content, from, true))
    expect(full.rows[1].models[first ?? ''].map).toMatchObject({ shape: [32, 32, 3], values: { length: 3072 } })
  })
})

it('values of a map are a row for each pixel, from the top left', () => {
  const values = new Float32Array([0, 0.5, -1, 2, 0.25, 1])
  expect(mapCsv({ width: 1, values, channels: 3 })).toBe('y,x,red,green,blue\r\n0,0,0,0.5,-1\r\n1,0,2,0.25,1\r\n')
  expect(mapCsv({ width: 2, values: values.subarray(0, 2), channels: 1 })).toBe('y,x,value\r\n0,0,0\r\n0,1,0.5\r\n')
})
