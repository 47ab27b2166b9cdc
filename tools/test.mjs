/** @file `npm test`: installs what is missing, runs all stages or those named, and adds up their tests. */
import './requireNode.mjs'
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { countStage, sumCounts, summarise } from './counts.mjs'
import { ensureChromium } from './findChromium.mjs'
import { installMissing } from './packages.mjs'
import { runTool } from './problem.mjs'
import { root } from './root.mjs'
import { inGroups, selectStages } from './stages.mjs'

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

// Vitest colours its output in CI even in a file.
const plain = process.stdout.isTTY ? {} : { NO_COLOR: '1' }

/**
 * Resolves to the exit code, which is 1 if a signal ended the process or it could not be started, and to what it wrote,
 * unless that goes to the console at once.
 */
function run(file, parameters, environment, isShown) {
  return new Promise((resolve) => {
    const stdio = isShown ? 'inherit' : ['ignore', 'pipe', 'pipe']
    const options = { cwd: root, stdio, env: { ...process.env, ...plain, ...environment } }
    const child = spawn(process.execPath, [file, ...parameters], options)
    const written = []
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (piece) => written.push(piece))
    const end = (code) => resolve({ exitCode: code ?? 1, output: Buffer.concat(written) })
    child.once('error', () => end(1))
    child.once('close', end)
  })
}

/** Starts a stage at once, and returns a function that tells how it ended and resolves to its counts. */
function startStage(stage, reportPath, isShown = true) {
  const startedAt = performance.now()
  const tellStart = () => console.log(`\n== ${stage.heading} ==`)
  if (isShown) tellStart()
  const file = stage.tool ? join(root, 'tools', stage.tool) : join(root, 'node_modules', stage.program)
  const ended = run(file, stage.parameters(reportPath), stage.environment?.(reportPath), isShown).then((result) => ({
    ...result,
    seconds: ((performance.now() - startedAt) / 1000).toFixed(1),
  }))
  return async () => {
    const { exitCode, output, seconds } = await ended
    if (!isShown) tellStart()
    process.stdout.write(output)
    const report = stage.count ? readReport(reportPath) : null
    for (const complaint of (report && stage.complaints?.(report)) ?? []) console.error(complaint)
    const counts = countStage(exitCode, report, stage.count)
    console.log(`-- ${stage.heading}: ${summarise(counts)}, in ${seconds} s`)
    return counts
  }
}

/** The reason in one sentence if there is no Chromium: the other stages still run. */
async function provideChromium() {
  try {
    // Set in the environment, so that every stage uses the same one.
    process.env.CHROMIUM_PATH = await ensureChromium()
    return null
  } catch (error) {
    return error.message
  }
}

async function runStages(stages, folder) {
  const withoutChromium = stages.some((stage) => stage.needsChromium) ? await provideChromium() : null
  const counts = []
  const start = (stage, isShown) => {
    if (!stage.needsChromium || !withoutChromium) {
      return startStage(stage, join(folder, `${stages.indexOf(stage)}.json`), isShown)
    }
    return async () => {
      console.error(`\n== ${stage.heading} ==\n${withoutChromium}`)
      return countStage(1, undefined)
    }
  }
  for (const [first, ...beside] of inGroups(stages)) {
    const ends = [start(first, true), ...beside.map((stage) => start(stage, false))]
    for (const end of ends) counts.push(await end())
  }
  return sumCounts(counts)
}

await runTool(async () => {
  const stages = selectStages(process.argv.slice(2))
  installMissing()
  const folder = mkdtempSync(join(tmpdir(), 'gradlens-test-'))
  const sum = await runStages(stages, folder).finally(() => rmSync(folder, { recursive: true, force: true }))
  if (sum.failed > 0 || sum.passed === 0) process.exitCode = 1
  console.log(`\n${summarise(sum)}`)
})
