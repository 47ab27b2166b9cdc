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
import { selectStages } from './stages.mjs'

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

// Vitest colours its output in CI even in a file.
const plain = process.stdout.isTTY ? {} : { NO_COLOR: '1' }

/** The exit code; 1 if a signal ended the process, or it could not be started. */
function run(file, parameters, environment) {
  return new Promise((resolve) => {
    const options = { cwd: root, stdio: 'inherit', env: { ...process.env, ...plain, ...environment } }
    const child = spawn(process.execPath, [file, ...parameters], options)
    child.once('error', () => resolve(1))
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

async function runStage(stage, reportPath) {
  console.log(`\n== ${stage.heading} ==`)
  const startedAt = performance.now()
  const file = stage.tool ? join(root, 'tools', stage.tool) : join(root, 'node_modules', stage.program)
  const exitCode = await run(file, stage.parameters(reportPath), stage.environment?.(reportPath))
  const report = stage.count ? readReport(reportPath) : null
  for (const complaint of (report && stage.complaints?.(report)) ?? []) console.error(complaint)
  const counts = countStage(exitCode, report, stage.count)
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  console.log(`-- ${stage.heading}: ${summarise(counts)}, in ${seconds} s`)
  return counts
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
  for (const [index, stage] of stages.entries()) {
    if (stage.needsChromium && withoutChromium) {
      console.error(`\n== ${stage.heading} ==\n${withoutChromium}`)
      counts.push(countStage(1, undefined))
    } else {
      counts.push(await runStage(stage, join(folder, `${index}.json`)))
    }
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
