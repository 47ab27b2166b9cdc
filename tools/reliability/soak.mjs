/**
 * @file npm run soak -- --minutes 30: reads mutated files of every format and bombs of every kind, in an order drawn
 * from a printed seed, each in a process that is ended when it hangs, and records what they cost in docs/reliability.
 *
 *   --minutes N    stops after N minutes (default 10); what was begun ends first
 *   --seed S       the same order and the same files again: they replace those of the record, other files add up
 *   --only NAME    one format or kind of bomb alone ("bombs of NAME" where both have the name), or all "bombs" or all
 *                  "mutations"
 *   --run N        with --only and --seed: that file alone, and what became of it
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { numberAbove0, readCommandLine, wholeNumber } from '../commandLine.mjs'
import { orEnd, Problem } from '../problem.mjs'
import { buildReader } from './buildReader.mjs'
import { ask } from './readerProcess.mjs'
import { recordSoak } from './soakRecord.mjs'
import { Tally } from './soakTally.mjs'

/** Mutated files of one format in a row, in one process: its start takes as long as reading some hundreds. */
const CHUNK = 1000
/** Rounds of all formats among which the bombs are spread. */
const BOMB_ROUNDS = 4
/** Of the size in which the bombs were found. */
const SCALES = [0.01, 0.1, 0.4, 1]

const { minutes, seed, only, run } = orEnd(() => {
  const { values } = readCommandLine({
    options: {
      minutes: { type: 'string', default: '10' },
      seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
      only: { type: 'string' },
      run: { type: 'string' },
    },
  })
  if (values.run !== undefined && values.only === undefined)
    throw new Problem('--run is a file of one format: name the format by --only.')
  return {
    minutes: numberAbove0(values.minutes, 'minutes'),
    seed: wholeNumber(values.seed, 'seed'),
    only: values.only,
    run: values.run && wholeNumber(values.run, 'run'),
  }
})
const ends = Date.now() + 60_000 * minutes

/** A number from 0 to 1 that follows from the seed and a name. */
const drawn = (name) => createHash('sha256').update(`${seed} ${name}`).digest().readUInt32BE() / 2 ** 32
const seedOf = (format, chunk) => Math.floor(drawn(`${format} ${chunk}`) * 2 ** 31)
const shuffled = (tasks) => tasks.toSorted((one, other) => drawn(one.name) - drawn(other.name))

console.log(`Building what reads the files. The seed is ${seed}: --seed ${seed} repeats this.`)
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
const reader = await buildReader()
const [{ formats, families }] = (await ask(reader, { kind: 'list' })).told.filter(({ kind }) => kind === 'list')
const isWanted = (kind) => (name) => [undefined, kind, name, `${kind} of ${name}`].includes(only)

const bombTasks = families.filter(isWanted('bombs')).flatMap((family) =>
  SCALES.map((scale) => ({
    name: `${family}, ${scale}`,
    group: family,
    part: `scale ${scale}`,
    asked: { kind: 'bombs', family, scale, first: 0 },
  })),
)
const mutationTasks = (chunk) =>
  formats.filter(isWanted('mutations')).map((format) => ({
    name: `${format} ${chunk}`,
    group: format,
    part: `seed ${seed}`,
    asked: { kind: 'mutations', format, seed: seedOf(format, chunk), first: 0, runs: CHUNK },
  }))
function* tasks() {
  const waiting = shuffled(bombTasks)
  for (let chunk = 0; ; chunk++) {
    const now = waiting.splice(0, Math.ceil(bombTasks.length / BOMB_ROUNDS))
    yield* shuffled([...now, ...mutationTasks(chunk)])
    if (!formats.some(isWanted('mutations')) && waiting.length === 0) return
  }
}

if (!formats.some(isWanted('mutations')) && bombTasks.length === 0)
  orEnd(() => {
    const names = [...new Set([...formats, ...families])]
    throw new Problem(`--only is "${only}": choose from bombs, mutations, ${names.join(', ')}.`)
  })

const tally = new Tally()
if (run !== undefined) {
  const asked = { kind: 'mutations', format: only, seed, first: run, runs: 1 }
  console.log(JSON.stringify((await ask(reader, asked)).told, null, 1))
} else {
  for (const task of tasks()) {
    if (Date.now() > ends) break
    await tally.add(task, reader)
    recordSoak(tally, commit)
  }
  console.log(tally.text())
  process.exitCode = tally.isClean ? 0 : 1
}
