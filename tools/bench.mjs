/**
 * @file `npm run bench`: milliseconds and GPU dispatches per step of PGD and APGD, for the engine and for a plain
 * implementation of the same attack with tfjs, on the same backend in the same run. Prints a table, and with --record
 * writes it into docs/bench.md.
 *
 *   npm run bench -- --backend webgpu,wasm --model resnet,swin --batch 1,8,32 --attack pgd,apgd
 *                    --turns 5 --steps 4 --gpu --kernels --record
 *
 * --gpu uses the computer's graphics processor instead of a software one; --kernels lists the kernels of a step.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright'
import { createServer } from 'vite'
import { chromiumArgs, ensureChromium } from './findChromium.mjs'
import { Problem } from './problem.mjs'
import { root } from './root.mjs'

const ALL = { backend: ['wasm', 'webgpu'], model: ['resnet', 'swin'], attack: ['pgd', 'apgd'] }
const RECORD = join(root, 'docs', 'bench.md')

const { values: options } = parseArgs({
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
  },
})

function chosen(name) {
  const names = options[name].split(',')
  for (const wanted of names) {
    if (!ALL[name].includes(wanted))
      throw new Problem(`--${name} has no "${wanted}": choose from ${ALL[name].join(', ')}.`)
  }
  return names
}

function wholeNumber(text, name) {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1)
    throw new Problem(`--${name} is "${text}": make it a whole number above 0.`)
  return number
}

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
      entries: ['bench/page.ts', 'bench/ours/worker.ts', 'bench/stock/worker.ts'],
      include: ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm', '@tensorflow/tfjs-backend-webgpu'],
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
  '| backend | model | batch | attack | ms per step, ours | ms, stock | ratio | dispatches, ours | stock | ratio |',
  '|---|---|---|---|---|---|---|---|---|---|',
]

function row({ backend, model, batch, attack, ours, stock }) {
  const cells = [
    backend,
    model,
    batch,
    attack,
    shown(ours.ms),
    shown(stock.ms),
    (stock.ms / ours.ms).toFixed(1),
    shown(ours.dispatches),
    shown(stock.dispatches),
    (stock.dispatches / ours.dispatches).toFixed(1),
  ]
  return `| ${cells.join(' | ')} |`
}

const INTRODUCTION = `# Bench: a step of an attack, ours and stock tfjs

"Stock" is the same attack on the same model in plain, unmodified tfjs (\`bench/stock\`). Both run in turns, each in its
own worker, and the tables show medians. Dispatches are compute-shader dispatches on webgpu and kernel calls on wasm.
Attacks are in L∞ at 8/255, on cross-entropy. The ResNet is \`cifar10-resnet-gelu-natural\`; the Swin is untrained and has
the shape of \`cifar10-swin-gelu-natural\`. Images are 32 by 32.

A software adapter computes on the processor's cores: its milliseconds say nothing about a graphics processor and depend
on the machine's other load. Only the ratio is meaningful.
`

/** Writes a run as a section of the record, replacing the previous one of the same command. */
function record(rows, devices, version, turns, steps) {
  const { version: tfjs } = JSON.parse(readFileSync(join(root, 'node_modules/@tensorflow/tfjs/package.json'), 'utf8'))
  const title = `## \`npm run bench -- ${process.argv.slice(2).join(' ')}\``
  const section = [
    title,
    '',
    `- Date: ${new Date().toISOString().slice(0, 10)}`,
    `- Machine: ${cpus().length} cores, ${cpus()[0].model.trim()}`,
    ...[...devices].map(([backend, device]) => `- ${backend}: ${device}`),
    `- Versions: tfjs ${tfjs}, Chromium ${version}, Node ${process.versions.node}`,
    `- ${turns} turns of ${steps} steps`,
    '',
    ...HEAD,
    ...rows,
  ].join('\n')
  const before = existsSync(RECORD)
    ? readFileSync(RECORD, 'utf8')
        .split(/^(?=## )/m)
        .slice(1)
    : []
  const others = before.map((one) => one.trim()).filter((one) => !one.startsWith(`${title}\n`))
  writeFileSync(RECORD, `${[INTRODUCTION.trim(), ...others, section].join('\n\n')}\n`)
  console.log(`Recorded in ${RECORD}.`)
}

async function main() {
  const [turns, steps] = [wholeNumber(options.turns, 'turns'), wholeNumber(options.steps, 'steps')]
  const batches = options.batch.split(',').map((text) => wholeNumber(text, 'batch'))
  const [backends, models, attacks] = ['backend', 'model', 'attack'].map(chosen)
  const { page, close, version } = await openPage()
  const rows = []
  const devices = new Map()
  try {
    for (const backend of backends) {
      devices.set(backend, await page.evaluate((name) => window.bench.start(name), backend))
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
            rows.push(row({ backend, model, batch, attack, ours, stock }))
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
