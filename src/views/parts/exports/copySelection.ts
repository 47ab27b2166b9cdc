/** @file Cells that are selected in any table of the page, copied so that they paste as a table. */
import { useEffect } from 'react'
import { htmlTable, type TextTable, tabSeparated } from './copyTable'
import { cellText } from './tableText'

/** The selected cells in rows and columns; null where it is less than two cells of one table. */
export function selectedCells(selection: Selection | null): TextTable | null {
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  const { commonAncestorContainer: inside } = range
  const table = (inside instanceof Element ? inside : inside.parentElement)?.closest('table')
  if (!table) return null
  const isSelected = (node: Node) => range.intersectsNode(node)
  const rows = [...table.rows].filter(isSelected).map((row) => [...row.cells])
  const columns = [...new Set(rows.flatMap((cells) => cells.flatMap((cell, i) => (isSelected(cell) ? [i] : []))))]
  if (rows.length * columns.length < 2) return null
  const [head = [], ...others] = rows.map((cells) =>
    columns.sort((a, b) => a - b).map((i) => (cells[i] && isSelected(cells[i]) ? cellText(cells[i]) : '')),
  )
  return { head, rows: others }
}

/** For the whole page. */
export function useCopiedTables(): void {
  useEffect(() => {
    const copy = (event: ClipboardEvent) => {
      const cells = selectedCells(document.getSelection())
      if (cells === null || event.clipboardData === null) return
      event.clipboardData.setData('text/plain', tabSeparated(cells))
      event.clipboardData.setData('text/html', htmlTable(cells))
      event.preventDefault()
    }
    document.addEventListener('copy', copy)
    return () => document.removeEventListener('copy', copy)
  }, [])
}
