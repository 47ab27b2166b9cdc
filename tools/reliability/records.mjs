/**
 * @file What drills and the soak found, as docs/reliability.md shows it: a record is a file of docs/reliability with how
 * often each thing was tried, and how often it held.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { replaceBetween, rewrite, table } from '../markdown.mjs'
import { root } from '../root.mjs'

export const RELIABILITY_PAGE = 'docs/reliability.md'
const FOLDER = join(root, 'docs', 'reliability')

const pathOf = (name) => join(FOLDER, `${name}.json`)

/** The names of all records. */
export const recordNames = () =>
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .map((file) => basename(file, '.json'))
    .sort()

/** A record, or null. */
export const readRecord = (name) => (existsSync(pathOf(name)) ? JSON.parse(readFileSync(pathOf(name), 'utf8')) : null)

const count = (number) => number.toLocaleString('en')

function asTable({ command, rows }) {
  const cells = rows.map(({ what, times, held, detail, date }) => [what, count(times), count(held), detail ?? '', date])
  return `\`${command}\`\n\n${table(['what', 'times', 'held', 'measured', 'date'], cells)}`
}

/** The page with the tables of all records. */
export const withRecords = (page) =>
  recordNames().reduce((text, name) => {
    const record = readRecord(name)
    return replaceBetween(text, { file: RELIABILITY_PAGE, writer: record.command, what: name }, asTable(record))
  }, page)

/**
 * Writes rows into a record and into the page; a row replaces an earlier one of the same name.
 * @param {string} name such as "device-loss"
 * @param {string} command that wrote it, such as "npm run drill -- device-loss"
 * @param {{ what: string, times: number, held: number, detail?: string }[]} rows
 */
export function writeRecord(name, command, rows, today = new Date()) {
  const date = today.toISOString().slice(0, 10)
  const before = readRecord(name)?.rows ?? []
  const kept = before.filter(({ what }) => !rows.some((row) => row.what === what))
  const order = before.map(({ what }) => what)
  const place = ({ what }) => (order.includes(what) ? order.indexOf(what) : order.length)
  const all = [...kept, ...rows.map((row) => ({ ...row, date }))].toSorted((one, other) => place(one) - place(other))
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(pathOf(name), `${JSON.stringify({ command, rows: all }, null, 2)}\n`)
  rewrite(RELIABILITY_PAGE, withRecords)
}
