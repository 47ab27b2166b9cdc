/** @file The page's worker that times training steps of the zoo's ResNet, one objective at a time. */
import { startBackend } from '../src/engine/backend'
import { dropKernels } from '../src/engine/backend/wasmKernels/loadKernels'
import { readModelFiles } from '../src/engine/checkpoints/loadClassifier'
import { loadTrainingExecutor } from '../src/engine/fused/executors'
import { OBJECTIVES } from '../src/engine/objectives/registry'
import { Trainer } from '../src/engine/training/trainer'
import { seededUnit } from '../src/testing/seededValues'
import { keepThreads } from './keepThreads'
import { takeParts, watchParts } from './trainingParts'
import { RESNET, type TrainingRequest, type TrainingStart, type TrainingStep } from './types'

const IMAGES = 64
const CLASSES = 10

let trainers: readonly Trainer[] = []
let isWatched = false

/** Every objective, after its first step, which compiles and fills caches. */
async function start({ backend, batch, turns, threads, isStock, withParts }: TrainingRequest): Promise<TrainingStart> {
  const { name } = await startBackend(backend)
  if (name !== backend) throw new Error(`${backend} does not run here.`)
  const device = keepThreads(threads)
  // Then tfjs's own kernels compute, as they do where the browser has no SIMD.
  if (isStock) dropKernels()
  await loadTrainingExecutor()
  const folder = `/models/${RESNET}`
  const files = await readModelFiles(
    { id: RESNET, manifestUrl: `${folder}/manifest.json`, weightsUrl: `${folder}/weights.safetensors` },
    async (_name, url) => (await fetch(url)).arrayBuffer(),
  )
  const { height, width } = files.manifest.input
  const pixels = Uint8Array.from(seededUnit('images', IMAGES * height * width * 3), (value) => 255 * value)
  const labels = Array.from({ length: IMAGES }, (_, i) => i % CLASSES)
  const images = { count: IMAGES, height, width, pixels, labels }
  const schedule = { learningRate: 1e-4, steps: turns + 1 }
  trainers = OBJECTIVES.map(({ id }) => Trainer.start(files, { objective: { id }, schedule, batchSize: batch }, images))
  for (const trainer of trainers) await trainer.step()
  isWatched = withParts
  if (isWatched) watchParts()
  return { device, objectives: OBJECTIVES.map((objective) => objective.name) }
}

async function step(objective: number): Promise<TrainingStep> {
  const from = performance.now()
  const outcome = await trainers[objective]?.step()
  if (outcome?.status !== 'stepped') throw new Error(`A step ended as ${outcome?.status}.`)
  const ms = performance.now() - from
  return { ms, parts: isWatched ? takeParts(ms) : [] }
}

self.onmessage = async ({ data }: MessageEvent<TrainingRequest | { readonly objective: number }>) => {
  try {
    self.postMessage({ value: await ('objective' in data ? step(data.objective) : start(data)) })
  } catch (error) {
    self.postMessage({ error: error instanceof Error ? error.message : String(error) })
  }
}
