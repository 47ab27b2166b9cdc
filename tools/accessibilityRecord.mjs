/**
 * @file A reporter of Playwright that writes what `npm run accessibility` looked at and found into docs/accessibility.md,
 * a row a group. Rows of groups that did not run stay.
 */
import { replaceBetween, rewrite, table } from './markdown.mjs'

const FILE = 'docs/accessibility.md'
const PLACE = { file: FILE, writer: 'npm run accessibility', what: 'states' }
const HEADS = ['group', 'states', 'looked at', 'found', 'date']

/** A group's row. @param annotations of its test: `state` for each state, `look` for each time that axe looked */
export function rowOf({ title, annotations, errors, date }) {
  const count = (type) => annotations.filter((annotation) => annotation.type === type).length
  return [title, String(count('state')), String(count('look')), String(errors), date]
}

/** The rows of a page with those of groups that ran anew in their places, and new ones after them. */
export function mergeRows(page, rows) {
  const old = page
    .split('\n')
    .filter((line) => /^\| .* \| \d{4}-\d\d-\d\d \|$/.test(line))
    .map((line) => line.slice(2, -2).split(' | '))
  const groups = new Set([...old, ...rows].map(([group]) => group))
  return [...groups].map((group) => rows.findLast(([name]) => name === group) ?? old.find(([name]) => name === group))
}

export default class AccessibilityRecord {
  #rows = []

  onTestEnd({ title }, { annotations, errors, status, startTime }) {
    if (status === 'skipped' || status === 'interrupted') return
    const date = startTime.toISOString().slice(0, 10)
    this.#rows.push(rowOf({ title, annotations, errors: errors.length, date }))
  }

  onEnd() {
    if (this.#rows.length === 0) return
    rewrite(FILE, (page) => replaceBetween(page, PLACE, table(HEADS, mergeRows(page, this.#rows))))
  }

  printsToStdio() {
    return false
  }
}
