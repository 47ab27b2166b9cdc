/** @file Weights of single epochs, as the page loads them, on the engine that ships: against PyTorch in float64. */
import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { FASHION_MNIST_CLASSES } from '../classes/lists/small'
import { expectClose } from '../testing/allclose'
import { prepareBackend } from '../testing/backends'
import { readGoldens, readRepositoryFile } from '../testing/goldens'
import { pixels01 } from '../units'
import { epochModelId } from './checkpoints/epochModelId'
import { Engine } from './engine'

const RUNS = readdirSync(new URL('../../models/epochs/', import.meta.url))
const CLASSES = FASHION_MNIST_CLASSES.length
const golden = await readGoldens('epochs.safetensors')

it.each(RUNS)('PyTorch’s logits and norms: %s', async (run) => {
  await prepareBackend('wasm')
  const engine = new Engine((_name, url) => readRepositoryFile(url))
  const image = { pixels: pixels01(golden('pixels').values), height: 32, width: 32 }
  const [logits, norms] = [golden(`${run}/logits`).values, golden(`${run}/l1`).values]
  const last = norms.length - 1
  for (const epoch of [0, Math.floor(last / 2), last]) {
    const [id, folder] = [epochModelId(run, epoch), `models/epochs/${run}`]
    const weightsUrl = `${folder}/${`${epoch}`.padStart(3, '0')}.safetensors`
    await engine.loadModel({ id, manifestUrl: `${folder}/run.json`, weightsUrl, epoch })
    const about = { modelId: id, image, label: 2 }
    const prediction = await engine.measure({ ...about, quantity: 'prediction', settings: {} })
    expectClose(prediction.logits, logits.slice(epoch * CLASSES, (epoch + 1) * CLASSES), 1e-4)
    const gradient = await engine.measure({ ...about, quantity: 'gradient', settings: { gradientOf: 'loss' } })
    expect(Math.abs(gradient.l1 / (norms[epoch] as number) - 1)).toBeLessThan(1e-3)
    engine.unloadModel(id)
  }
})
