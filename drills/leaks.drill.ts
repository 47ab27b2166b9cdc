/**
 * @file 1,000 attacks, 500 training steps, 200 models opened and closed, 100 images of 12 megapixels: tensors, buffers, also
 * those on the graphics processor, the heaps of page and worker, and nodes of the document stay as many.
 */
import { expect, type Page, test } from '@playwright/test'
import { openSettings, setNumber, slider, waitUntilCurrent } from '../e2e/support/comparisonPage'
import { ask, engineWorker } from '../e2e/support/engineWorker'
import { begin, controls, run, setTraining, untilDone } from '../e2e/support/training'
import { openZoo, zooChoice } from '../e2e/support/zooPage'
import type { AttackInput } from '../src/engine/types'
import { chromiumArgs, findChromium } from '../tools/findChromium.mjs'
import { writeRecord } from '../tools/reliability/records.mjs'
import { isFlat, type Trend, trendOf } from '../tools/reliability/trend.mjs'
import { countGpuBuffers, gpuBuffersSince } from './support/gpuBuffers'
import { type Held, MemoryWatch } from './support/memory'
import { greyPng } from './support/png'

const DRILL = 'leaks'
const SMALL = 'fashion-mnist-resnet-gelu-natural'
const OTHER = 'fashion-mnist-resnet-gelu-gradnorm'
/** At equal distances in the second half: in the first, caches fill and code is compiled. */
const SAMPLES = 9
/** Growth of less than this share over the whole is none: compiled code and hidden classes come and go. */
const SHARE = 0.02

// Code that is compiled anew as it gets hot, or again after it was dropped, would count as growth: the first measurements
// grew by nothing else.
const executablePath = findChromium()
test.use({
  launchOptions: {
    args: [...chromiumArgs, '--js-flags=--no-opt,--no-maglev,--no-sparkplug,--no-flush-bytecode'],
    ...(executablePath ? { executablePath } : {}),
  },
})

interface Repeated {
  readonly what: string
  readonly times: number
  readonly address: Readonly<Record<string, string>>
  readonly prepare: (page: Page) => Promise<void>
  /** Does it as many times. */
  readonly repeat: (page: Page, times: number) => Promise<void>
}

const moveSlider = async (page: Page, times: number) => {
  for (let i = 0; i < times; i++) {
    await slider(page).fill(String(1 + (i % 8)))
    await waitUntilCurrent(page)
  }
}

/** Steps of a training that is deleted then: until that, each step's losses are kept for its chart. */
const STEPS = 28
const SHORT_TRAINING = { Steps: STEPS, 'Batch size images': 4, 'Train on': 64, 'Hold out': 8 }

async function train(page: Page, times: number): Promise<void> {
  for (let step = 0; step < times; step += STEPS) {
    await begin(page)
    await untilDone(page)
    await controls(page).getByRole('button', { name: 'Close', exact: true }).click()
    await expect(run(page)).toHaveCount(0)
    const entry = page.getByTestId('kept-training').getByRole('listitem')
    await entry.getByRole('button', { name: /^Delete/ }).click()
    await entry.getByRole('button', { name: /^Yes, delete/ }).click()
    await expect(entry).toHaveCount(0)
  }
}

async function attackInOneStep(page: Page): Promise<void> {
  await openSettings(page)
  await setNumber(page, 'Steps', 1)
  await waitUntilCurrent(page)
}

const REPEATED: readonly Repeated[] = [
  {
    what: 'attacks by the slider, wasm',
    times: 1000,
    address: { backend: 'wasm', models: SMALL },
    prepare: attackInOneStep,
    repeat: moveSlider,
  },
  {
    what: 'training steps, wasm',
    times: 500,
    address: { backend: 'wasm', models: SMALL, view: 'training' },
    prepare: (page) => setTraining(page, SHORT_TRAINING),
    repeat: train,
  },
  {
    what: 'models opened and closed, wasm',
    times: 200,
    address: { backend: 'wasm', models: SMALL },
    async prepare(page) {
      await waitUntilCurrent(page)
      await openZoo(page)
    },
    async repeat(page, times) {
      for (let i = 0; i < times; i++) {
        await zooChoice(page, OTHER).check()
        await expect(page.getByTestId(`model-${OTHER}`)).toHaveAttribute('data-status', 'ready')
        await zooChoice(page, OTHER).uncheck()
        await expect(page.getByTestId(`model-${OTHER}`)).toHaveCount(0)
      }
    },
  },
  {
    what: 'images of 12 megapixels, wasm',
    times: 100,
    address: { backend: 'wasm', models: SMALL },
    prepare: attackInOneStep,
    async repeat(page, times) {
      for (let i = 0; i < times; i++) {
        opened++
        const name = `twelve-megapixels-${opened}.png`
        const buffer = greyPng(4000, 3000, opened)
        const before = page.url()
        await page.getByTestId('image-file').setInputFiles({ name, mimeType: 'image/png', buffer })
        // The address names an image by its hash.
        await expect(page).not.toHaveURL(before, { timeout: 60_000 })
        await waitUntilCurrent(page)
      }
    },
  },
  {
    what: 'attacks, SwiftShader',
    times: 1000,
    address: { backend: 'webgpu', models: SMALL },
    prepare: attackInOneStep,
    repeat: async (page, times) => void (await ask(await engineWorker(page), 'attack', oneStep, times)),
  },
  {
    what: 'training steps, SwiftShader',
    times: 500,
    address: { backend: 'webgpu', models: SMALL, view: 'training' },
    prepare: (page) => setTraining(page, SHORT_TRAINING),
    repeat: train,
  },
]

let opened = 0

const size = 32
const oneStep = {
  modelId: SMALL,
  image: { pixels: Float32Array.from({ length: size * size * 3 }, (_, i) => (i % 7) / 7), height: size, width: size },
  label: 3,
  attack: {
    id: 'fgsm',
    settings: { norm: 'linf', epsilon: 8 / 255, seed: 1, restarts: 1, l1Share: 0.02, randomStart: false },
  },
} as unknown as AttackInput

const bytesText = (bytes: number) => `${bytes < 0 ? '−' : '+'}${Math.abs(bytes / 1024).toFixed(0)} kB`

function trendText(name: string, { growth }: Trend): string {
  const grown = name.endsWith('bytes') ? bytesText(growth) : `${growth < 0 ? '−' : '+'}${Math.abs(growth).toFixed(1)}`
  return `${name.replace(/ bytes$/, '')} ${grown}`
}

for (const { what, times: usual, address, prepare, repeat } of REPEATED) {
  test(what, async ({ page }) => {
    const times = Number(process.env.DRILL_TIMES ?? usual)
    const perSample = Math.ceil(times / (2 * SAMPLES))
    const watch = await MemoryWatch.of(page)
    await page.goto(`./?${new URLSearchParams(address)}`)
    await prepare(page)
    await repeat(page, SAMPLES * perSample)
    const isOnGpu = address.backend === 'webgpu'
    if (isOnGpu) await countGpuBuffers(page)
    const samples: Held[] = []
    for (let i = 0; i < SAMPLES; i++) {
      await repeat(page, perSample)
      samples.push({ ...(await watch.read()), ...(isOnGpu && (await gpuBuffersSince(page))) })
      console.log(`${what}, ${(SAMPLES + i + 1) * perSample}: ${JSON.stringify(samples.at(-1))}`)
    }
    const trends = Object.keys(samples[0] as Held).map(
      (name) => [name, trendOf(samples.map((held) => held[name] ?? 0))] as const,
    )
    const growing = trends.filter(([, trend]) => !isFlat(trend, SHARE)).map(([name, trend]) => trendText(name, trend))
    const done = 2 * SAMPLES * perSample
    if (process.env.DRILL_NO_RECORD === undefined) {
      const detail = trends.map(([name, trend]) => trendText(name, trend)).join(', ')
      const row = { what, times: done, held: growing.length === 0 ? done : 0, detail }
      writeRecord(DRILL, `npm run drill -- ${DRILL}`, [row])
    }
    expect(growing).toEqual([])
  })
}
