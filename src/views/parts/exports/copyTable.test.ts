import { expect, it } from 'vitest'
import { htmlTable, tabSeparated } from './copyTable'

const table = {
  head: ['', 'A\tmodel', '=1+1'],
  rows: [
    ['r <i>', -0.5, 12],
    ['note', '"a" & b', '-x'],
  ],
}

it('is lines of cells between tabs, in which no cell breaks the table or is a formula', () => {
  expect(tabSeparated(table)).toBe('\tA model\t\'=1+1\nr <i>\t-0.5\t12\nnote\t"a" & b\t\'-x')
})

it('is a table in HTML, in which text is text', () => {
  expect(htmlTable(table)).toBe(
    "<table><thead><tr><th></th><th>A model</th><th>'=1+1</th></tr></thead><tbody>" +
      '<tr><td>r &lt;i&gt;</td><td>-0.5</td><td>12</td></tr>' +
      "<tr><td>note</td><td>&quot;a&quot; &amp; b</td><td>'-x</td></tr></tbody></table>",
  )
})
