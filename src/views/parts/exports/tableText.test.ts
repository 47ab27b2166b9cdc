import { Window } from 'happy-dom'
import { afterEach, expect, it, vi } from 'vitest'
import { tableCsv, tableGrid } from './TableExports'
import { tableText } from './tableText'

afterEach(() => {
  vi.unstubAllGlobals()
})

function tableOf(html: string): HTMLTableElement {
  const window = new Window()
  vi.stubGlobal('Node', window.Node)
  window.document.body.innerHTML = html
  return window.document.querySelector('table') as unknown as HTMLTableElement
}

const HTML = `<table><thead><tr><th>ε</th><th><span class="visually-hidden">shown to </span>Natural</th><th>=x</th></tr></thead>
<tbody><tr><th>8/255</th><td><strong>43.3 %</strong><span>36.1 to 50.9</span></td><td>–<i aria-hidden="true">▮</i></td></tr></tbody></table>`

it('the text of a table is what a reader sees, cell by cell', () => {
  expect(tableText(tableOf(HTML))).toEqual({
    head: ['ε', 'Natural', '=x'],
    rows: [['8/255', '43.3 % 36.1 to 50.9', '–']],
  })
})

it('as CSV it has a line for each row, and no formula', () => {
  expect(tableCsv(tableText(tableOf(HTML)))).toBe("ε,Natural,'=x\r\n8/255,43.3 % 36.1 to 50.9,–\r\n")
})

it('as a figure it has a column for each but the first, which names the rows', () => {
  const { columns, rows } = tableGrid(tableText(tableOf(HTML)))
  expect(columns.map(({ name }) => name)).toEqual(['Natural', '=x'])
  expect(rows.map(({ title, cells }) => [title, cells.length])).toEqual([['8/255', 2]])
})
