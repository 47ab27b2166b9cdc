/**
 * @file Has the built page run a plan in headless Chromium, and saves its results:
 * node tools/runPlan.mjs PLAN.json RESULTS.json [--data FILE]... [--model FILE]... [--trained ZIP] [--backend NAME]
 *   [--page ADDRESS]
 *
 * --data names the files of the plan's images, where they do not come with the page; --model the files of a model that
 * the page does not have; --trained where the model that a training makes goes. Without --page, the page is built where it
 * is out of date, and served.
 */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { readCommandLine } from './commandLine.mjs'
import { Problem, runTool } from './problem.mjs'
import { launchChromium } from './settledPage.mjs'

const USAGE =
  'node tools/runPlan.mjs PLAN.json RESULTS.json [--data FILE]... [--model FILE]... [--trained ZIP] [--backend NAME] [--page ADDRESS]'
/** Where the page shows a run of each kind. */
const PLACES = {
  evaluation: { controls: 'run-controls', run: 'run', progress: 'run-progress' },
  training: { controls: 'training-controls', run: 'training-run', progress: 'training-progress' },
}
/** Milliseconds; opening a data set of the size of CIFAR-10 takes some seconds. */
const OPENING_MS = 120_000

function parse(args) {
  try {
    const { values, positionals } = readCommandLine({
      args,
      allowPositionals: true,
      options: {
        data: { type: 'string', multiple: true, default: [] },
        model: { type: 'string', multiple: true, default: [] },
        trained: { type: 'string' },
        backend: { type: 'string', default: 'wasm' },
        page: { type: 'string' },
      },
    })
    const [plan, results] = positionals
    if (positionals.length !== 2) throw new Problem('Name a plan and where its results go.')
    return { ...values, plan: resolve(plan), results: resolve(results) }
  } catch (error) {
    throw new Problem(`${error.message}\n${USAGE}`)
  }
}

/** Serves the page as it is built now. */
async function serve() {
  const { build, preview } = await import('vite')
  const [{ isBuildCurrent }, { root }] = await Promise.all([import('./buildAge.mjs'), import('./root.mjs')])
  if (!isBuildCurrent(root)) await build({ root, logLevel: 'warn' })
  return preview({ root, preview: { host: '127.0.0.1', port: 0 } })
}

/** What the page says of files that it does not open, as a problem. */
async function refused(page) {
  const notice = page.getByRole('alert').first()
  return (await notice.count()) > 0 ? ((await notice.textContent()) ?? '').trim() : null
}

async function give(page, testId, files) {
  await page.getByTestId(testId).setInputFiles(files)
}

async function kindOf(plan) {
  try {
    return JSON.parse(await readFile(plan, 'utf8')).kind
  } catch (error) {
    throw new Problem(`${plan} is no plan (${error.message}); save one on the page`)
  }
}

async function save(page, button, path) {
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: button, exact: true }).click()
  await (await saved).saveAs(path)
  console.log(`Saved ${path}.`)
}

async function run(page, { plan, results, data, model, trained }) {
  const kind = await kindOf(plan)
  const place = PLACES[kind] ?? PLACES.evaluation
  if (model.length > 0) await give(page, 'plan-files', model)
  await give(page, 'plan-files', plan)
  await page.getByText('is set up').waitFor({ timeout: OPENING_MS })
  if (data.length > 0) await give(page, 'data-set-files', data)
  const start = page.getByTestId(place.controls).getByRole('button').first()
  await page.waitForFunction((button) => !button.disabled, await start.elementHandle(), { timeout: OPENING_MS })
  await start.click()
  const shown = page.getByTestId(place.run)
  await Promise.race([shown.waitFor(), page.getByTestId(`${kind}-problem`).waitFor()])
  const problem = await refused(page)
  if (problem !== null) throw new Problem(problem)
  let said = ''
  for (;;) {
    const status = await shown.getAttribute('data-status')
    const progress = ((await page.getByTestId(place.progress).textContent()) ?? '').trim()
    if (progress !== said) console.log(progress)
    said = progress
    if (status === 'done' || status === 'diverged') break
    if (status === 'failed' || status === 'paused') throw new Problem(`The run is ${status}: ${progress}`)
    await page.waitForTimeout(1000)
  }
  await save(page, 'JSON', results)
  if (trained !== undefined) await save(page, 'Export the model', resolve(trained))
}

await runTool(async () => {
  const options = parse(process.argv.slice(2))
  const server = options.page === undefined ? await serve() : null
  const address = options.page ?? server.resolvedUrls.local[0]
  const browser = await launchChromium()
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, serviceWorkers: 'block' })
    const models = 'fashion-mnist-resnet-gelu-natural'
    await page.goto(`${address}?${new URLSearchParams({ view: 'evaluation', models, backend: options.backend })}`)
    await run(page, options)
  } finally {
    await browser.close()
    await server?.close()
  }
})
