/**
 * @file What `npm run soak` counted, in docs/reliability: a row for each format and each kind of bomb, whose parts add up.
 * The mutated files of one seed are a part, and the bombs of one scale: who reads them again replaces that part alone.
 */
import { readRecord, writeRecord } from './records.mjs'

const COMMAND = 'npm run soak'
const KINDS = [
  { kind: 'mutations', record: 'soak', title: 'mutated files' },
  { kind: 'bombs', record: 'bombs', title: 'bombs' },
]

/** @param {string} commit whose code has read the files */
export function recordSoak({ groups }, commit, today = new Date()) {
  for (const { kind, record, title } of KINDS) {
    const counts = [...groups.values()].filter((count) => count.kind === kind)
    const before = readRecord(record)?.rows ?? []
    const names = [...new Set(counts.map(({ name }) => name))].toSorted()
    const rows = names.map((name) => {
      const what = `${title}: ${name}`
      const parts = counts.filter((count) => count.name === name).map((count) => partOf(count, commit, today))
      return addedUp(what, withParts(before.find((row) => row.what === what)?.parts ?? [], parts))
    })
    writeRecord(record, COMMAND, rows, today)
  }
}

/** What was counted of one seed or of one scale. */
function partOf({ part, files, read, ms, megabytes, ...count }, commit, today) {
  const wrong = {
    hangs: count.hangs,
    crashes: count.crashes,
    faults: count.faults,
    slow: count.slow,
    large: count.large,
  }
  const times = files
  const held = files - Object.values(wrong).reduce((sum, n) => sum + n, 0)
  const { collected } = count
  const measured = { collected, read, ms: Math.round(ms), megabytes: Math.round(megabytes) }
  return { part, commit, date: today.toISOString().slice(0, 10), times, held, ...wrong, ...measured }
}

/** The parts with these in the place of those of their names. */
export function withParts(before, parts) {
  return [...before.filter(({ part }) => !parts.some((other) => other.part === part)), ...parts]
}

/** A row of the record that adds up its parts, and says the most of what one file took. */
export function addedUp(what, parts) {
  // Some fields are younger than some parts.
  const sum = (field) => parts.reduce((total, part) => total + (part[field] ?? 0), 0)
  const most = (field) => Math.max(...parts.map((part) => part[field])).toLocaleString('en')
  const wrong = [
    ['hangs', sum('hangs')],
    ['crashes', sum('crashes')],
    ['faults', sum('faults')],
    ['too slow', sum('slow')],
    ['too large', sum('large')],
  ].filter(([, n]) => n > 0)
  const collected = sum('collected')
  const measured = [
    ...wrong.map(([name, n]) => `${n} ${name}`),
    `${sum('read').toLocaleString('en')} read, at most ${most('ms')} ms and ${most('megabytes')} MB`,
    ...(collected > 0 ? [`${collected} with early collection`] : []),
  ]
  return { what, times: sum('times'), held: sum('held'), detail: measured.join(', '), parts }
}
