/** @file What the built page weighs, and how often its slider answers, as the browser test that drags it counts. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { timeFirstMap } from './benchFirstMap.mjs'
import { recordSection, versionsLine } from './benchRecord.mjs'
import { Problem } from './problem.mjs'
import { root } from './root.mjs'

const SLIDER_TEST = 'dragging a slider for three seconds'
const SECONDS = 3

const HEAD = ['| measured | value |', '|---|---|']

export async function benchPage({ isRecorded }) {
  const results = dragSlider()
  const first = await timeFirstMap()
  const files = readdirSync(join(root, 'dist', 'assets')).filter((name) => name.endsWith('.js'))
  const sizes = files.map((name) => readFileSync(join(root, 'dist', 'assets', name)))
  const packed = sizes.reduce((sum, bytes) => sum + gzipSync(bytes).length, 0)
  const all = sizes.reduce((sum, { length }) => sum + length, 0)
  const answers = results.counts.reduce((sum, count) => sum + count, 0)
  const rows = [
    ['slider, four models, PGD-10 on wasm: new results per second', (answers / SECONDS).toFixed(1)],
    ['of each column in 3 s', results.counts.join(', ')],
    ['longest wait for a new result', `${results.longestWait} ms`],
    ['first map, on a first visit', `${first.cold.toFixed(1)} s`],
    ['first map, on the next visit', `${first.warm.toFixed(1)} s`],
    ['JavaScript until the first map, packed', `${(first.bytes / 1e3).toFixed(0)} kB`],
    ['JavaScript of the whole page, packed', `${(packed / 1e6).toFixed(2)} MB in ${files.length} files`],
    ['JavaScript of the whole page', `${(all / 1e6).toFixed(2)} MB`],
  ].map((cells) => `| ${cells.join(' | ')} |`)
  console.log([...HEAD, ...rows].join('\n'))
  if (isRecorded) recordSection([versionsLine(null), '', ...HEAD, ...rows])
}

/** Runs the browser test, which builds the page first, and reads what it noted. */
function dragSlider() {
  const folder = mkdtempSync(join(tmpdir(), 'gradlens-bench-'))
  try {
    const report = join(folder, 'report.json')
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        join(root, 'node_modules/@playwright/test/cli.js'),
        'test',
        '--reporter=json',
        '--timeout=240000',
        `--grep=${SLIDER_TEST}`,
      ],
      { cwd: root, env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report }, encoding: 'utf8' },
    )
    if (status !== 0) throw new Problem(`The browser test of the slider failed: ${(stdout + stderr).slice(-1000)}`)
    return resultsIn(JSON.parse(readFileSync(report, 'utf8')))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const specsOf = ({ suites = [], specs = [] }) => [...specs, ...suites.flatMap(specsOf)]

function resultsIn(report) {
  const [spec] = specsOf(report)
  const noted = spec?.tests[0]?.annotations.find(({ type }) => type === 'results')?.description
  const [, counts, longestWait] = /^([\d, ]+); (\d+) ms$/.exec(noted ?? '') ?? []
  if (counts === undefined) throw new Problem('The browser test of the slider noted no results.')
  return { counts: counts.split(', ').map(Number), longestWait: Number(longestWait) }
}
