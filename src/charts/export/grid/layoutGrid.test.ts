import { expect, it } from 'vitest'
import type { MeasureText } from '../wrap'
import type { Arrangement, Grid, GridCell, GridMap } from './grid'
import { layoutGrid, mapSize } from './layoutGrid'

const measure: MeasureText = (text) => 6 * text.length
const NOTHING: GridCell = { maps: [], lines: [] }

const map = (size: number, scale: number, frame?: string): GridMap => ({
  ...{ title: `${size} at ${scale}`, height: size, width: size, scale, frame },
  colors: new Uint8ClampedArray(4 * size ** 2),
})

const grid = (cells: readonly GridCell[], common: GridCell = NOTHING, arrangement: Arrangement = 'below'): Grid => ({
  arrangement,
  columns: cells.map((_, place) => ({ name: `Model ${place + 1}`, ink: 'red' })),
  rows: [
    { title: 'Gradient', about: 'How the loss changes with each pixel.', common, cells },
    { title: 'Attacked', common: NOTHING, cells },
  ],
})

const NUMBERS: GridCell = {
  maps: [map(32, 4)],
  lines: [
    { kind: 'number', symbol: '‖∇z_y‖₁', text: '12.3', note: 'test mean 19.7 · 12th percentile of 5,000' },
    { kind: 'verdict', text: '✕ fooled by the attack at 8/255', className: 'is-fooled' },
    { kind: 'share', name: 'a class of a very long name indeed', share: 0.5, isEmphasised: true },
    { kind: 'text', text: 'target: cat', isMuted: true },
  ],
}

it('maps stand on whole pixels at their whole scale, aligned with their columns', () => {
  const { items } = layoutGrid(grid([NUMBERS, { maps: [map(64, 2, 'is-robust')], lines: [] }]), measure)
  const maps = items.flatMap((item) => (item.kind === 'map' ? [item] : []))
  expect(maps.map(({ map }) => map.title)).toEqual(['32 at 4', '64 at 2', '32 at 4', '64 at 2'])
  for (const { x, y } of maps) expect([x % 1, y % 1]).toEqual([0, 0])
  expect(maps[0]?.x).toBe(maps[2]?.x)
  expect(maps[0]?.y).toBe(maps[1]?.y)
  expect(mapSize(map(32, 4))).toEqual({ width: 128, height: 128 })
  expect(mapSize(map(64, 2, 'is-robust'))).toEqual({ width: 134, height: 134 })
})

it.each([
  [1, 'below'],
  [2, 'below'],
  [6, 'below'],
  [1, 'beside'],
  [6, 'beside'],
] as const)(
  'nothing of %i columns lies outside, or over a column beside it, with numbers %s maps',
  (columns, where) => {
    const { width, height, items } = layoutGrid(grid(Array(columns).fill(NUMBERS), NUMBERS, where), measure)
    const lefts = [...new Set(items.flatMap((item) => (item.kind === 'map' ? [item.x] : [])))].sort((a, b) => a - b)
    for (const item of items) {
      const right =
        item.kind === 'text'
          ? item.x + measure(item.text, item.style)
          : item.kind === 'map'
            ? item.x + 128
            : item.x + item.width
      expect(right).toBeLessThanOrEqual(width)
      expect(item.y).toBeLessThanOrEqual(height)
      const isRule = item.kind === 'rect' && item.style === 'grid-rule'
      const next = lefts.find((left) => left > item.x)
      if (!isRule && next !== undefined) expect(right).toBeLessThan(next)
    }
  },
)

it('numbers beside a map begin at its top, right of it, and make the figure lower', () => {
  const beside = layoutGrid(grid([NUMBERS], NUMBERS, 'beside'), measure)
  const at = (text: string) => beside.items.find((item) => item.kind === 'text' && item.text === text)
  const [own] = beside.items.filter((item) => item.kind === 'map' && item.x > 200)
  expect(at('12.3')?.x).toBeGreaterThan((own?.x ?? 0) + 128)
  expect(at('12.3')?.y).toBeLessThan((own?.y ?? 0) + 30)
  expect(beside.height).toBeLessThan(layoutGrid(grid([NUMBERS], NUMBERS), measure).height)
})

it('a map larger than a column widens it', () => {
  const narrow = layoutGrid(grid([NUMBERS, NUMBERS]), measure).width
  const wide = layoutGrid(grid([NUMBERS, { maps: [map(224, 2)], lines: [] }]), measure).width
  expect(wide - narrow).toBe(2 * (448 - 144))
})

it('columns take up the width of what stands below, as far as they stay narrow', () => {
  expect(layoutGrid(grid([NUMBERS, NUMBERS, NUMBERS, NUMBERS]), measure, 880).width).toBeGreaterThan(860)
  expect(layoutGrid(grid([NUMBERS]), measure, 880).width).toBeLessThan(420)
})

it('a long name is cut with an ellipsis, so that it does not meet its percentage', () => {
  const { items } = layoutGrid(grid([NUMBERS]), measure)
  const name = items.find((item) => item.kind === 'text' && item.text.endsWith('…'))
  expect(name).toMatchObject({ style: 'grid-text is-label' })
  expect(items.some((item) => item.kind === 'text' && item.text === '50.0 %')).toBe(true)
})
