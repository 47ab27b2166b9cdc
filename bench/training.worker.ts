/** @file The page's worker that times training steps of the zoo's ResNet, objective by objective in turns. */
import { startBackend } from '../src/engine/backend'
import { readModelFiles } from '../src/engine/checkpoints/loadClassifier'
import { OBJECTIVES } from '../src/engine/objectives/registry'
import { Trainer } from '../src/engine/training/trainer'
import { seededUnit } from '../src/testing/seededValues'
import { keepThreads } from './keepThreads'
import { RESNET, type TrainingRequest, type TrainingTimes } from './types'

const IMAGES = 64
const CLASSES = 10

async function timeSteps({ backend, batch, turns, oneThread }: TrainingRequest): Promise<TrainingTimes> {
  const { name } = await startBackend(backend)
  if (name !== backend) throw new Error(`${backend} does not run here.`)
  const device = keepThreads(oneThread)
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
  const trainers = OBJECTIVES.map((objective) => ({
    name: objective.name,
    trainer: Trainer.start(files, { objective: { id: objective.id }, schedule, batchSize: batch }, images),
    ms: [] as number[],
  }))
  // The first step compiles and fills caches.
  for (const { trainer } of trainers) await trainer.step()
  for (let turn = 0; turn < turns; turn++) {
    for (const { trainer, ms } of trainers) {
      const from = performance.now()
      const { status } = await trainer.step()
      if (status !== 'stepped') throw new Error(`A step ended as ${status}.`)
      ms.push(performance.now() - from)
    }
  }
  for (const { trainer } of trainers) trainer.dispose()
  return { device, objectives: trainers.map(({ name, ms }) => ({ name, ms })) }
}

self.onmessage = async ({ data }: MessageEvent<TrainingRequest>) => {
  try {
    self.postMessage({ value: await timeSteps(data) })
  } catch (error) {
    self.postMessage({ error: error instanceof Error ? error.message : String(error) })
  }
}
