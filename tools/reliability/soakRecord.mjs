/** @file What `npm run soak` counted, in docs/reliability.md: a row for each format and each kind of bomb. */
import { writeRecord } from './records.mjs'

const COMMAND = 'npm run soak'
const TITLES = { mutations: 'mutated files', bombs: 'bombs' }

export function recordSoak({ groups }, seed) {
  for (const [kind, title] of Object.entries(TITLES)) {
    const rows = [...groups.values()]
      .filter((count) => count.kind === kind)
      .toSorted((one, other) => (one.name < other.name ? -1 : 1))
      .map((count) => rowOf(`${title}: ${count.name}`, count, seed))
    writeRecord(kind === 'bombs' ? 'bombs' : 'soak', COMMAND, rows)
  }
}

function rowOf(what, { files, read, hangs, crashes, faults, slow, large, ms, megabytes }, seed) {
  const wrong = Object.entries({ hangs, crashes, faults, 'too slow': slow, 'too large': large }).filter(
    ([, n]) => n > 0,
  )
  const measured = [
    ...wrong.map(([name, n]) => `${n} ${name}`),
    `${read.toLocaleString('en')} read, at most ${Math.round(ms).toLocaleString('en')} ms and ${Math.round(megabytes).toLocaleString('en')} MB`,
    `seed ${seed}`,
  ]
  return { what, times: files, held: files - hangs - crashes - faults - slow - large, detail: measured.join(', ') }
}
