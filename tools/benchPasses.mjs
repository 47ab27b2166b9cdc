/** @file Times the input gradients of models: in Chromium, and in Node on Dawn. */
import { join } from 'node:path'
import { createServer } from 'vite'
import { timeInPython } from './benchPython.mjs'
import { recordSection, versionsLine } from './benchRecord.mjs'
import { Problem } from './problem.mjs'
import { root } from './root.mjs'
import { TFJS_IN_NODE } from './tfjsModules.mjs'

/** Of the tests of fused kernels: shares of the largest value. */
const TOLERANCE = { logits: 1e-5, gradient: 1e-4 }

const HEAD = [
  '| backend | model | batch | first pass, ms | next, ms | stock, ms | stock / ours | PyTorch, ms | ours / PyTorch | tensors, MB | kernels, MB | longest frame, ms |',
  '|---|---|---|---|---|---|---|---|---|---|---|---|',
]

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]
const shown = (number) => (number >= 100 ? number.toFixed(0) : number.toPrecision(3))

function row(
  backend,
  model,
  batch,
  { isFused, cold, warm, bytes, kernelBytes, longestFrame },
  stock = null,
  torch = null,
) {
  const name = isFused ? model : `${model}, not fused`
  const frame = longestFrame === undefined ? '' : shown(longestFrame)
  const next = median(warm)
  const beside = [
    ...(stock === null ? ['', ''] : [shown(median(stock)), (median(stock) / next).toFixed(1)]),
    ...(torch === null ? ['', ''] : [shown(torch.ms), (next / torch.ms).toFixed(1)]),
  ]
  const own = kernelBytes === undefined ? '' : shown(kernelBytes / 1e6)
  const cells = [backend, name, batch, shown(cold), shown(next), ...beside, shown(bytes / 1e6), own, frame]
  return `| ${cells.join(' | ')} |`
}

function namesOf(models, known) {
  const names = models === undefined ? known : models.split(',')
  for (const name of names) {
    if (!known.includes(name)) throw new Problem(`--passes knows no "${name}": choose of ${known.join(', ')}.`)
  }
  return names
}

/** Each in a fresh worker of the page. */
export async function benchPasses({
  backends,
  models,
  batches,
  turns,
  isRecorded,
  openPage,
  threads,
  withStock,
  python,
}) {
  const { page, close, version } = await openPage()
  const rows = []
  const devices = new Map()
  try {
    const names = namesOf(models, await page.evaluate(() => window.bench.passModels))
    console.log(HEAD.join('\n'))
    for (const backend of backends) {
      for (const model of names) {
        for (const batch of batches) {
          const request = { backend, model, batch, passes: turns, threads }
          const times = await page.evaluate((asked) => window.bench.timePasses(asked), request)
          devices.set(backend, times.device)
          const stock = withStock ? await page.evaluate((asked) => window.bench.timeStockPasses(asked), request) : null
          const torch = await inPython(page, python, request)
          if (torch !== null) devices.set('PyTorch', torch.device)
          rows.push(row(backend, model, batch, times, stock, torch))
          console.log(rows.at(-1))
        }
      }
    }
  } finally {
    await close()
  }
  if (!isRecorded) return
  const found = [...devices].map(([backend, device]) => `- ${backend}: ${device}`)
  recordSection([...found, versionsLine(version), `- ${turns} passes after the first`, '', ...HEAD, ...rows])
}

/** Null where it is not asked for. */
async function inPython(page, python, { backend, model, batch, passes }) {
  if (python === undefined || backend !== 'wasm') return null
  const described = await page.evaluate((name) => window.bench.describePasses(name), model)
  return timeInPython(python, { ...described, batch, passes, attack: false })
}

async function loadDawn() {
  try {
    return await import('webgpu')
  } catch {
    throw new Problem('Dawn for Node is not installed: run "npm install --no-save webgpu@0.6.2", and try again.')
  }
}

/** First whether it computes rightly, then how fast. */
export async function benchPassesOnDawn({ models, batches, turns, isRecorded }) {
  const { create, globals } = await loadDawn()
  Object.assign(globalThis, globals)
  const server = await createServer({
    configFile: join(root, 'vite.config.ts'),
    root,
    logLevel: 'error',
    server: { middlewareMode: true, hmr: false, watch: null },
    optimizeDeps: { noDiscovery: true },
    resolve: { alias: TFJS_IN_NODE },
  })
  try {
    const bench = await server.ssrLoadModule('/bench/node.ts')
    const { device, features } = await bench.startDawn(create([]))
    const adapter = `${device}${features.length > 0 ? `; it has ${features.join(' and ')}` : ''}`
    console.log(`webgpu: ${adapter}\nThe self-test and the fused kernels' own agree with what is known.`)
    const worst = await compareGoldens(bench)
    const rows = []
    console.log(['', ...HEAD].join('\n'))
    for (const model of namesOf(models, Object.keys(bench.PASS_MODELS))) {
      for (const batch of batches) {
        rows.push(row('webgpu in Node', model, batch, await bench.timePasses(model, batch, turns)))
        console.log(rows.at(-1))
      }
    }
    if (!isRecorded) return
    const agreement = `- Self-test passed; ${worst}`
    recordSection([`- webgpu: ${adapter}`, versionsLine(null), agreement, '', ...HEAD, ...rows])
  } finally {
    await server.close()
  }
}

async function compareGoldens({ GOLDEN_NAMES, goldenErrors }) {
  const largest = { logits: 0, gradient: 0 }
  for (const name of GOLDEN_NAMES) {
    const errors = await goldenErrors(name)
    for (const what of ['logits', 'gradient']) {
      largest[what] = Math.max(largest[what], errors[what])
      if (!(errors[what] <= TOLERANCE[what])) {
        throw new Problem(`The ${what} of ${name} differ by ${errors[what]} from PyTorch's: it computes wrongly here.`)
      }
    }
  }
  const shares = `at most ${largest.logits.toPrecision(2)} in logits and ${largest.gradient.toPrecision(2)} in gradients`
  const sentence = `${GOLDEN_NAMES.length} tiny models of PyTorch's differ by ${shares}, of the largest value`
  console.log(`${sentence}.`)
  return sentence
}
