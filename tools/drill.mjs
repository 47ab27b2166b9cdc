/**
 * @file `npm run drill`: takes down what the page stands on, again and again, and checks that nothing is lost. Each drill
 * is a file of drills/; what it finds is written into docs/reliability.md.
 *
 *   npm run drill                      lists them
 *   npm run drill -- device-loss       runs one, or several by their names; `all` runs all of them
 *     --only TEXT       only its parts whose names contain this
 *     --times N         how often each part is tried
 *     --seed N          of what is random; printed, so that a run can be repeated
 *     --seconds N       ends after this time; a trial under way is not counted
 *     --continue        adds to what is recorded, from the next trial on
 *     --no-record       leaves docs/reliability.md alone
 */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readCommandLine, wholeNumber } from './commandLine.mjs'
import { Problem, runTool } from './problem.mjs'
import { root } from './root.mjs'

const ENDING = '.drill.ts'
const FOLDER = join(root, 'drills')

const drills = () =>
  readdirSync(FOLDER)
    .filter((file) => file.endsWith(ENDING))
    .map((file) => file.slice(0, -ENDING.length))
    .sort()

const describeDrill = (name) =>
  /@file (.*?)(?:\*\/|\n \* *\n)/s
    .exec(readFileSync(join(FOLDER, name + ENDING), 'utf8'))?.[1]
    .replace(/\s*\n \* /g, ' ')
    .trim() ?? ''

await runTool(() => {
  const { values, positionals } = readCommandLine({
    allowPositionals: true,
    options: {
      only: { type: 'string' },
      times: { type: 'string' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 1e6)) },
      seconds: { type: 'string' },
      continue: { type: 'boolean', default: false },
      'no-record': { type: 'boolean', default: false },
    },
  })
  const known = drills()
  if (positionals.length === 0) {
    for (const name of known) console.log(`npm run drill -- ${name}\n  ${describeDrill(name)}`)
    return
  }
  const stranger = positionals.find((name) => name !== 'all' && !known.includes(name))
  if (stranger !== undefined)
    throw new Problem(`There is no drill "${stranger}": choose from ${known.join(', ')}, all.`)
  const chosen = positionals.includes('all') ? known : positionals
  const seed = wholeNumber(values.seed, 'seed')
  console.log(`seed ${seed}`)
  const env = {
    ...process.env,
    DRILL_SEED: String(seed),
    ...(values.times && { DRILL_TIMES: String(wholeNumber(values.times, 'times')) }),
    ...(values.seconds && { DRILL_UNTIL: String(Date.now() + 1000 * wholeNumber(values.seconds, 'seconds')) }),
    ...(values.continue && { DRILL_CONTINUE: '1' }),
    ...(values['no-record'] && { DRILL_NO_RECORD: '1' }),
  }
  const runner = join(root, 'node_modules', '@playwright', 'test', 'cli.js')
  const files = chosen.map((name) => join('drills', name + ENDING).replaceAll('\\', '/'))
  const parameters = ['test', '--config', join('drills', 'playwright.config.ts'), ...files]
  if (values.only) parameters.push('--grep', values.only.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  process.exitCode =
    spawnSync(process.execPath, [runner, ...parameters], { cwd: root, env, stdio: 'inherit' }).status ?? 1
})
