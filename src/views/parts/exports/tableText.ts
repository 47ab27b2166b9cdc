import type { TextTable } from './copyTable'

/** What a reader does not see, or does not want to have. */
const LEFT_OUT = '.visually-hidden, [aria-hidden="true"], button.help-button'

/** A table of the page as text, cell by cell. */
export function tableText(table: HTMLTableElement): TextTable {
  const [head = [], ...rows] = [...table.rows].map((row) => [...row.cells].map(cellText))
  return { head, rows }
}

/** The words of a cell, with a space where an element ends. */
export function cellText(cell: Element): string {
  const copy = cell.cloneNode(true) as Element
  for (const element of copy.querySelectorAll(LEFT_OUT)) element.remove()
  const texts: string[] = []
  const walk = (node: Node): void => {
    if (node.nodeType === Node.TEXT_NODE) texts.push(node.nodeValue ?? '')
    for (const child of node.childNodes) walk(child)
  }
  walk(copy)
  return texts.join(' ').replace(/\s+/g, ' ').trim()
}
