/** @file Lets both contestants take turns, each in a worker of its own. tools/bench.mjs calls what this puts on `window`. */
import { loadArchitecture } from '../src/engine/architectures/registry'
import { describeAdapter as namedAdapter } from '../src/engine/backend/softwareAdapter'
import { readModelFiles } from '../src/engine/checkpoints/loadClassifier'
import { seededParameter } from '../src/testing/seededValues'
import type { Threads } from './keepThreads'
import type { PassTimes } from './passes'
import type { PassRequest } from './passes.worker'
import { PASS_MODELS, type PassModel } from './passModels'
import { timeStatistics } from './statistics'
import {
  type BatchData,
  type BenchAttack,
  type BenchBackend,
  type BenchModel,
  type Measurement,
  type ModelData,
  type PlainTensor,
  RESNET,
  type Request,
  SIDES,
  type Side,
  type TrainingRequest,
  type TrainingStart,
  type TrainingStep,
  type TrainingTimes,
} from './types'

/** As in models/training/recipes/cifar10-swin-gelu-natural.toml. */
const SWIN = {
  name: 'swin',
  embed_dim: 48,
  depths: [2, 2, 2],
  heads: [3, 6, 12],
  window: 4,
  patch: 2,
  mlp_ratio: 4,
  activation: 'gelu',
}
const SIDE = 32
const CLASSES = 10

/** Numbers in [0, 1) from a seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

async function readFile(url: string): Promise<ArrayBuffer> {
  return (await fetch(url)).arrayBuffer()
}

async function readModel(model: BenchModel): Promise<ModelData> {
  const folder = `/models/${RESNET}`
  const files = await readModelFiles(
    { id: RESNET, manifestUrl: `${folder}/manifest.json`, weightsUrl: `${folder}/weights.safetensors` },
    (_name, url) => readFile(url),
  )
  const { manifest } = files
  const { mean, std } = manifest.input
  if (model === 'resnet') {
    return { manifest, architecture: manifest.architecture, weights: files.weights, mean, std }
  }
  return { manifest, architecture: SWIN, weights: await untrainedSwin(), mean, std }
}

/** Untrained: what a step costs does not depend on the weights' values. */
async function untrainedSwin(): Promise<Map<string, PlainTensor>> {
  const swin = await loadArchitecture('swin')
  const shapes = swin.parameterShapes(swin.parseSettings(SWIN), CLASSES)
  const random = generator(7)
  return new Map(
    [...shapes].map(([name, shape]) => {
      const size = shape.reduce((a, b) => a * b, 1)
      const isScale = /norm\d?\.weight$/.test(name)
      const spread = shape.length > 1 ? 2 / Math.sqrt(size / (shape[0] as number)) : 0.2
      const values = Float32Array.from({ length: size }, () => (isScale ? 1 : 0) + spread * (random() - 0.5))
      return [name, { shape, values }]
    }),
  )
}

function randomBatch(count: number, side = SIDE): BatchData {
  const random = generator(count)
  return {
    side,
    pixels: Float32Array.from({ length: count * side * side * 3 }, random),
    labels: Array.from({ length: count }, () => Math.floor(random() * CLASSES)),
  }
}

const workers = new Map<Side, Worker>()

function ask<Answer>(side: Side, request: Request): Promise<Answer> {
  const worker = workers.get(side) as Worker
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => (data.error ? reject(new Error(`${side}: ${data.error}`)) : resolve(data.value))
    worker.onerror = (event) => reject(new Error(`${side}: ${event.message}`))
    worker.postMessage(request)
  })
}

async function askBoth(request: Request): Promise<void> {
  for (const side of SIDES) await ask(side, request)
}

/** Starts both contestants on a backend, anew. */
async function start(backend: BenchBackend, threads: Threads): Promise<string> {
  for (const worker of workers.values()) worker.terminate()
  workers.set('ours', new Worker(new URL('./ours/worker.ts', import.meta.url), { type: 'module' }))
  workers.set('stock', new Worker(new URL('./stock/worker.ts', import.meta.url), { type: 'module' }))
  await askBoth({ kind: 'start', backend, threads })
  if (backend === 'webgpu') return describeAdapter()
  return `stock: one thread, SIMD; ours: ${await ask<string>('ours', { kind: 'device' })}`
}

async function describeAdapter(): Promise<string> {
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' })
  return adapter === null ? 'no adapter' : namedAdapter(adapter)
}

async function load(model: BenchModel): Promise<void> {
  await askBoth({ kind: 'model', model, data: await readModel(model) })
}

const setBatch = (count: number) => askBoth({ kind: 'batch', batch: randomBatch(count) })

export interface Comparison {
  /** One entry a turn. */
  readonly ours: readonly Measurement[]
  readonly stock: readonly Measurement[]
}

/** The same steps on each side, in turns: what else the machine does hits both alike. */
async function compare(attack: BenchAttack, turns: number, steps: number): Promise<Comparison> {
  const times = { ours: [] as Measurement[], stock: [] as Measurement[] }
  // Compiles and fills caches.
  for (const side of SIDES) await ask(side, { kind: 'run', attack, steps: 1 })
  for (let turn = 0; turn < turns; turn++) {
    for (const side of SIDES) times[side].push(await ask<Measurement>(side, { kind: 'run', attack, steps }))
  }
  return times
}

type Reading = { iterate: Float32Array; losses: Float32Array }

/** After the first step from the same images: the share of values that are the same, and how far losses are apart. */
async function agreement(attack: BenchAttack): Promise<{ sameShare: number; lossError: number }> {
  for (const side of SIDES) await ask(side, { kind: 'run', attack, steps: 1 })
  const [ours, stock] = [
    await ask<Reading>('ours', { kind: 'result', attack }),
    await ask<Reading>('stock', { kind: 'result', attack }),
  ]
  const same = ours.iterate.reduce(
    (sum, value, i) => sum + Number(Math.abs(value - (stock.iterate[i] as number)) < 1e-6),
    0,
  )
  const errors = [...ours.losses].map((loss, i) => Math.abs(loss - (stock.losses[i] as number)) / Math.abs(loss))
  return { sameShare: same / ours.iterate.length, lossError: Math.max(...errors) }
}

/** In a worker of its own; with the longest time between two frames of the page meanwhile. */
async function timePasses(request: PassRequest): Promise<PassTimes & { device: string; longestFrame: number }> {
  const worker = new Worker(new URL('./passes.worker.ts', import.meta.url), { type: 'module' })
  let longestFrame = 0
  let last = performance.now()
  let isRunning = true
  requestAnimationFrame(function probe() {
    const now = performance.now()
    longestFrame = Math.max(longestFrame, now - last)
    last = now
    if (isRunning) requestAnimationFrame(probe)
  })
  try {
    const times = await new Promise<PassTimes & { device: string }>((resolve, reject) => {
      worker.onmessage = ({ data }) => (data.error ? reject(new Error(data.error)) : resolve(data.value))
      worker.onerror = ({ message }) => reject(new Error(message))
      worker.postMessage(request)
    })
    return { ...times, longestFrame }
  } finally {
    isRunning = false
    worker.terminate()
  }
}

/** Milliseconds of PGD steps of plain tfjs, which has only the Swins among the models of passes; null for others. */
async function timeStockPasses({ backend, model, batch, passes }: PassRequest): Promise<readonly number[] | null> {
  const { architecture, side, classes } = PASS_MODELS[model] as PassModel
  if (architecture.name !== 'swin') return null
  const found = await loadArchitecture('swin')
  const shapes = found.parameterShapes(found.parseSettings(architecture), classes)
  const weights = new Map([...shapes].map(([name, shape]) => [name, { shape, values: seededParameter(name, shape) }]))
  const normalisation = { mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25] }
  const worker = new Worker(new URL('./stock/worker.ts', import.meta.url), { type: 'module' })
  workers.set('stock', worker)
  try {
    await ask('stock', { kind: 'start', backend, threads: 'one' })
    const data = { manifest: null, architecture, weights, ...normalisation }
    await ask('stock', { kind: 'model', model: 'swin', data })
    await ask('stock', { kind: 'batch', batch: randomBatch(batch, side) })
    const times: number[] = []
    // The first compiles and fills caches.
    for (let pass = 0; pass <= passes; pass++) {
      const { msPerStep } = await ask<Measurement>('stock', { kind: 'run', attack: 'pgd', steps: 1 })
      if (pass > 0) times.push(msPerStep)
    }
    return times
  } finally {
    worker.terminate()
    workers.delete('stock')
  }
}

function trainingWorker() {
  const worker = new Worker(new URL('./training.worker.ts', import.meta.url), { type: 'module' })
  const ask = <Answer>(request: TrainingRequest | { readonly objective: number }) =>
    new Promise<Answer>((resolve, reject) => {
      worker.onmessage = ({ data }) => (data.error ? reject(new Error(data.error)) : resolve(data.value))
      worker.onerror = ({ message }) => reject(new Error(message))
      worker.postMessage(request)
    })
  return { ask, end: () => worker.terminate() }
}

/** Steps of all objectives in turns, and of both sides, each in a worker of its own. */
async function timeTraining(request: Omit<TrainingRequest, 'isStock'>, withStock: boolean): Promise<TrainingTimes> {
  const workers = (withStock ? [false, true] : [false]).map((isStock) => ({ isStock, ...trainingWorker() }))
  try {
    const starts: TrainingStart[] = []
    for (const { ask, isStock } of workers)
      starts.push(await ask<TrainingStart>({ ...request, isStock, withParts: request.withParts && !isStock }))
    const { device, objectives } = starts[0] as TrainingStart
    const steps = objectives.map(() => workers.map(() => [] as TrainingStep[]))
    for (let turn = 0; turn < request.turns; turn++) {
      for (const [objective, own] of steps.entries()) {
        for (const [side, { ask }] of workers.entries()) own[side]?.push(await ask<TrainingStep>({ objective }))
      }
    }
    return {
      device,
      objectives: objectives.map((name, i) => {
        const [ours, stock] = steps[i] as TrainingStep[][]
        const milliseconds = (of: TrainingStep[] = []) => of.map(({ ms }) => ms)
        const parts = (ours ?? []).map((step) => step.parts)
        return { name, ms: milliseconds(ours), stock: stock ? milliseconds(stock) : null, parts }
      }),
    }
  } finally {
    for (const { end } of workers) end()
  }
}

/** What PyTorch is to build. */
async function describe(model: BenchModel) {
  return { architecture: (await readModel(model)).architecture, side: SIDE, classes: CLASSES }
}

const bench = {
  describe,
  describePasses: (name: string) => PASS_MODELS[name],
  start,
  load,
  setBatch,
  compare,
  agreement,
  timePasses,
  timeStockPasses,
  timeTraining,
  timeStatistics,
  passModels: Object.keys(PASS_MODELS),
}
export type Bench = typeof bench

Object.assign(window, { bench })
