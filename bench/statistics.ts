/** @file Times what the statistics view asks of the engine's worker: numbers of many images, model by model. */
import { EngineClient } from '../src/client/engineClient'
import type { AttackChoice } from '../src/engine/attacks/registry'
import type { StatisticsInput } from '../src/engine/statistics/types'
import { type Eps255, toEps01 } from '../src/units'
import type { BenchBackend, StatisticsTimes } from './types'

/** Of the zoo, all of one data set, which comes with the page: its 1,000 test images come after 4,000 others. */
const MODELS = ['natural', 'gradnorm', 'adversarial'].map((objective) => `fashion-mnist-resnet-gelu-${objective}`)
const DATA = 'fashion-mnist'
const FIRST = 4000

const EPSILON = toEps01(8 as Eps255)
const PGD = {
  id: 'pgd',
  settings: {
    ...{ norm: 'linf', epsilon: EPSILON, seed: 1, restarts: 1, l1Share: 0.02, loss: 'crossEntropy' },
    ...{ steps: 10, stepSize: { rule: 'shareOfEpsilon', share: 1 / 4 }, randomStart: true, result: 'last' },
  },
} as unknown as AttackChoice

/** As the view does: without an attack, and with the one by which images are split into robust and fooled. */
export async function timeStatistics(backend: BenchBackend, count: number): Promise<StatisticsTimes> {
  const worker = new Worker(new URL('../src/worker/engine.worker.ts', import.meta.url), { type: 'module' })
  const client = new EngineClient(worker, (message) => console.error(message))
  try {
    const report = await client.call('start', { backend }).result
    for (const id of MODELS) {
      const folder = `/models/${id}`
      const location = { manifestUrl: `${folder}/manifest.json`, weightsUrl: `${folder}/weights.safetensors` }
      await client.call('loadModel', { id, ...location }).result
    }
    await client.call('openDataSet', { builtIn: DATA }).result
    const seconds = async (images: number, attack: AttackChoice | null) => {
      const indices = Array.from({ length: images }, (_, i) => FIRST + i)
      const from = performance.now()
      for (const modelId of MODELS) {
        const source = { kind: 'dataSet', id: DATA, indices } as const
        const input: StatisticsInput = { modelId, images: source, quantities: [], epsilon: EPSILON, attack }
        const { outcomes } = await client.call('measureStatistics', input).result
        if (outcomes.length !== images) throw new Error(`Of ${images} images ${outcomes.length} were measured.`)
      }
      return (performance.now() - from) / 1000
    }
    // Loads code and fills caches.
    await seconds(32, PGD)
    const [withoutAttack, withAttack] = [await seconds(count, null), await seconds(count, PGD)]
    return { device: report.device, models: MODELS.length, withoutAttack, withAttack }
  } finally {
    client.close()
  }
}
