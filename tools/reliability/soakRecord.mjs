/** @file docs/reliability/soak.json: what the last `npm run soak` counted, from which docs/reliability.md has its table. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { root } from '../root.mjs'

const COLUMNS = [
  'files',
  'read whole',
  'hangs',
  'crashes',
  'faults',
  'over 2 s',
  'over four times its size',
  'longest, ms',
  'most memory, MB',
]

export function recordSoak({ groups }, { seed, minutes }) {
  const rowsOf = (kind) =>
    [...groups]
      .filter(([, count]) => count.kind === kind)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, count]) => [
        name,
        count.files,
        count.read,
        count.hangs,
        count.crashes,
        count.faults,
        count.slow,
        count.large,
        Math.round(count.ms),
        Math.round(count.megabytes),
      ])
  const about = {
    date: new Date().toISOString().slice(0, 10),
    seed,
    minutes: Number(minutes),
    machine: `${cpus().length} cores, ${cpus()[0].model.trim()}, Node ${process.versions.node}`,
  }
  const folder = join(root, 'docs', 'reliability')
  mkdirSync(folder, { recursive: true })
  for (const [name, kind, first] of [
    ['soak', 'mutations', 'format'],
    ['bombs', 'bombs', 'bombs of'],
  ]) {
    const record = { name, ...about, columns: [first, ...COLUMNS], rows: rowsOf(kind) }
    writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(record, null, 1)}\n`)
  }
}
