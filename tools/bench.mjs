/**
 * @file `npm run bench`: milliseconds and GPU dispatches per step of PGD and APGD, for the engine and for a plain
 * implementation of the same attack with tfjs, on the same backend in the same run. Prints a table, and with --record
 * writes it into docs/bench.md.
 *
 *   npm run bench -- --backend webgpu,wasm --model resnet,swin --batch 1,8,32 --attack pgd,apgd
 *                    --turns 5 --steps 4 --gpu --kernels --record
 *   npm run bench -- --passes resnet-18,swin-t --backend wasm,webgpu --batch 1 --turns 5
 *                    --one-thread --stock --python /path/to/python
 *   npm run bench -- --node-webgpu --passes resnet-18 --batch 1
 *   npm run bench -- --training --backend wasm --batch 16 --turns 5 --one-thread --stock --parts
 *   npm run bench -- --statistics 1000 --backend wasm
 *   npm run bench -- --page
 *
 * --one-thread keeps the engine's kernels on wasm to one thread, as plain tfjs and PyTorch are here, and
 * --all-threads has them use all cores, where a measurement at the start decides otherwise; --python times the same in
 * the PyTorch of that Python, for PGD and for passes.
 * --gpu uses the computer's graphics processor instead of a software one; --kernels lists the kernels of a step.
 * --passes times the input gradients of models, most of them of 224 pixels: the first one and the next, with --stock
 * beside a PGD step of plain tfjs, which has the Swins. --training times a training step of every objective, with --stock
 * beside one by tfjs's own kernels, and with --parts tells how long each part of a step takes on wasm. --statistics times
 * what the statistics view measures of so many images and three models. --page builds the page, drags its slider for
 * three seconds, weighs its JavaScript, and times its first map. --node-webgpu times passes in Node, on any Vulkan adapter,
 * after comparing what it computes there with PyTorch.
 */
import { join } from 'node:path'
import { chromium } from 'playwright'
import { createServer } from 'vite'
import { benchPage } from './benchPage.mjs'
import { benchPasses, benchPassesOnDawn } from './benchPasses.mjs'
import { timeInPython } from './benchPython.mjs'
import { recordSection, versionsLine } from './benchRecord.mjs'
import { benchStatistics } from './benchStatistics.mjs'
import { benchTraining } from './benchTraining.mjs'
import { readCommandLine, wholeNumberAbove0 } from './commandLine.mjs'
import { chromiumArgs, ensureChromium } from './findChromium.mjs'
import { orEnd, Problem } from './problem.mjs'
import { root } from './root.mjs'
import { TFJS_MODULES } from './tfjsModules.mjs'

const ALL = { backend: ['wasm', 'webgpu'], model: ['resnet', 'swin'], attack: ['pgd', 'apgd'] }

const { values: options } = orEnd(() =>
  readCommandLine({
    options: {
      backend: { type: 'string', default: 'wasm,webgpu' },
      model: { type: 'string', default: 'resnet,swin' },
      attack: { type: 'string', default: 'pgd,apgd' },
      batch: { type: 'string', default: '1,8,32' },
      turns: { type: 'string', default: '5' },
      steps: { type: 'string', default: '2' },
      gpu: { type: 'boolean', default: false },
      kernels: { type: 'boolean', default: false },
      record: { type: 'boolean', default: false },
      passes: { type: 'string' },
      'one-thread': { type: 'boolean', default: false },
      'all-threads': { type: 'boolean', default: false },
      python: { type: 'string' },
      stock: { type: 'boolean', default: false },
      training: { type: 'boolean', default: false },
      parts: { type: 'boolean', default: false },
      statistics: { type: 'string' },
      page: { type: 'boolean', default: false },
      'node-webgpu': { type: 'boolean', default: false },
    },
  }),
)

function chosen(name) {
  const names = options[name].split(',')
  for (const wanted of names) {
    if (!ALL[name].includes(wanted))
      throw new Problem(`--${name} has no "${wanted}": choose from ${ALL[name].join(', ')}.`)
  }
  return names
}

/** See bench/keepThreads.ts. */
const threads = options['one-thread'] ? 'one' : options['all-threads'] ? 'all' : 'measured'

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]
const shown = (number) => (number >= 100 ? number.toFixed(0) : number.toPrecision(3))

async function openPage() {
  const server = await createServer({
    configFile: join(root, 'vite.config.ts'),
    root,
    logLevel: 'error',
    // The page must not reload while it measures.
    server: { port: 0, hmr: false, watch: null },
    optimizeDeps: {
      entries: [
        'bench/page.ts',
        'bench/ours/worker.ts',
        'bench/stock/worker.ts',
        'bench/passes.worker.ts',
        'bench/training.worker.ts',
        'src/worker/engine.worker.ts',
      ],
      include: TFJS_MODULES,
    },
  })
  await server.listen()
  const args = options.gpu
    ? ['--no-sandbox', '--enable-unsafe-webgpu', '--enable-features=Vulkan', '--ignore-gpu-blocklist']
    : chromiumArgs
  const browser = await chromium.launch({ executablePath: await ensureChromium(), args })
  const page = await browser.newPage()
  page.on('pageerror', (error) => console.error(error.message))
  await page.goto(`${server.resolvedUrls.local[0]}bench/index.html`)
  await page.waitForFunction(() => 'bench' in window, null, { timeout: 120_000 })
  const close = async () => {
    await browser.close()
    await server.close()
  }
  return { page, close, version: browser.version() }
}

function summary(measurements) {
  return {
    ms: median(measurements.map(({ msPerStep }) => msPerStep)),
    dispatches: median(measurements.map(({ dispatchesPerStep }) => dispatchesPerStep)),
    kernels: measurements[0].kernels,
  }
}

const HEAD = [
  '| backend | model | batch | attack | ms per step, ours | ms, stock | ratio | PyTorch, ms | ours / PyTorch | dispatches, ours | stock | ratio |',
  '|---|---|---|---|---|---|---|---|---|---|---|---|',
]

function row({ backend, model, batch, attack, ours, stock, torch }) {
  const cells = [
    backend,
    model,
    batch,
    attack,
    shown(ours.ms),
    shown(stock.ms),
    (stock.ms / ours.ms).toFixed(1),
    torch === null ? '' : shown(torch.ms),
    torch === null ? '' : (ours.ms / torch.ms).toFixed(1),
    shown(ours.dispatches),
    shown(stock.dispatches),
    (stock.dispatches / ours.dispatches).toFixed(1),
  ]
  return `| ${cells.join(' | ')} |`
}

/** Writes a run as a section of the record. */
function record(rows, devices, version, turns, steps) {
  recordSection([
    ...[...devices].map(([backend, device]) => `- ${backend}: ${device}`),
    versionsLine(version),
    `- ${turns} turns of ${steps} steps`,
    '',
    ...HEAD,
    ...rows,
  ])
}

/** Null where it is not asked for, or does not have the attack. */
async function inPython(page, { backend, model, batch, attack, passes }) {
  if (options.python === undefined || backend !== 'wasm' || attack !== 'pgd') return null
  const described = await page.evaluate((name) => window.bench.describe(name), model)
  return timeInPython(options.python, { ...described, batch, passes, attack: true })
}

async function main() {
  const [passTurns, passBatches] = [wholeNumberAbove0(options.turns, 'turns'), options.batch.split(',').map(Number)]
  if (options['node-webgpu']) {
    await benchPassesOnDawn({
      models: options.passes,
      batches: passBatches,
      turns: passTurns,
      isRecorded: options.record,
    })
    return
  }
  if (options.page) return benchPage({ isRecorded: options.record })
  if (options.statistics !== undefined) {
    const images = wholeNumberAbove0(options.statistics, 'statistics')
    return benchStatistics({ backends: chosen('backend'), images, isRecorded: options.record, openPage })
  }
  if (options.training) {
    return benchTraining({
      backends: chosen('backend'),
      batches: passBatches,
      turns: passTurns,
      isRecorded: options.record,
      openPage,
      threads,
      withStock: options.stock,
      withParts: options.parts,
    })
  }
  if (options.passes !== undefined) {
    const open = { backends: chosen('backend'), openPage }
    await benchPasses({
      ...open,
      models: options.passes,
      batches: passBatches,
      turns: passTurns,
      isRecorded: options.record,
      threads,
      withStock: options.stock,
      python: options.python,
    })
    return
  }
  const [turns, steps] = [wholeNumberAbove0(options.turns, 'turns'), wholeNumberAbove0(options.steps, 'steps')]
  const batches = options.batch.split(',').map((text) => wholeNumberAbove0(text, 'batch'))
  const [backends, models, attacks] = ['backend', 'model', 'attack'].map(chosen)
  const { page, close, version } = await openPage()
  const rows = []
  const devices = new Map()
  try {
    for (const backend of backends) {
      devices.set(backend, await page.evaluate((call) => window.bench.start(...call), [backend, threads]))
      console.log(`\n${backend}: ${devices.get(backend)}\n\n${HEAD.join('\n')}`)
      for (const model of models) {
        await page.evaluate((name) => window.bench.load(name), model)
        for (const batch of batches) {
          for (const attack of attacks) {
            await page.evaluate((count) => window.bench.setBatch(count), batch)
            const { lossError } = await page.evaluate((name) => window.bench.agreement(name), attack)
            if (!(lossError < 1e-2)) {
              throw new Problem(
                `After one step the two losses differ by ${lossError}: the implementations do not agree.`,
              )
            }
            const found = await page.evaluate((call) => window.bench.compare(...call), [attack, turns, steps])
            const [ours, stock] = [summary(found.ours), summary(found.stock)]
            const torch = await inPython(page, { backend, model, batch, attack, passes: turns * steps })
            if (torch !== null) devices.set('PyTorch', torch.device)
            rows.push(row({ backend, model, batch, attack, ours, stock, torch }))
            console.log(rows.at(-1))
            if (options.kernels) console.log('ours:', ours.kernels, '\nstock:', stock.kernels)
          }
        }
      }
    }
  } finally {
    await close()
  }
  if (options.record) record(rows, devices, version, turns, steps)
}

main().catch((error) => {
  console.error(error instanceof Problem ? error.message : error)
  process.exitCode = 1
})
