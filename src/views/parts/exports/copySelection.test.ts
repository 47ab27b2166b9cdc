import { Window } from 'happy-dom'
import { afterEach, expect, it, vi } from 'vitest'
import { selectedCells } from './copySelection'

afterEach(() => vi.unstubAllGlobals())

const TABLE = `<p id="before">text</p><table>
  <tr><th>ε</th><th>Natural</th><th>Gradient norm</th></tr>
  <tr><th>0</th><td>90 %<button class="help-button">?</button></td><td>80 %</td></tr>
  <tr><th>8</th><td>0 %</td><td>50 %</td></tr>
</table>`

/** Selects from the beginning of one element to the end of another. */
function selectionOf(from: string, to: string): Selection {
  const { document, Element, Node } = new Window()
  vi.stubGlobal('Element', Element)
  vi.stubGlobal('Node', Node)
  document.body.innerHTML = TABLE
  const range = document.createRange()
  range.setStart(document.querySelector(from)!.firstChild!, 0)
  range.setEnd(document.querySelector(to)!.firstChild!, 1)
  const selection = document.getSelection()!
  selection.removeAllRanges()
  selection.addRange(range)
  return selection as unknown as Selection
}

it('cells that are selected are copied in rows and columns', () => {
  expect(selectedCells(selectionOf('tr:nth-child(1) th:nth-child(1)', 'tr:nth-child(3) td:nth-child(3)'))).toEqual({
    head: ['ε', 'Natural', 'Gradient norm'],
    rows: [
      ['0', '90 %', '80 %'],
      ['8', '0 %', '50 %'],
    ],
  })
})

it('of rows that are selected in part only those cells', () => {
  expect(selectedCells(selectionOf('tr:nth-child(2) td:nth-child(3)', 'tr:nth-child(3) td:nth-child(2)'))).toEqual({
    head: ['', '', '80 %'],
    rows: [['8', '0 %', '']],
  })
})

it('one cell, and what reaches beyond a table, are copied as text', () => {
  expect(selectedCells(selectionOf('tr:nth-child(2) td:nth-child(2)', 'tr:nth-child(2) td:nth-child(2)'))).toBeNull()
  expect(selectedCells(selectionOf('#before', 'tr:nth-child(2) td:nth-child(2)'))).toBeNull()
  expect(selectedCells(null)).toBeNull()
})
