import { beforeAll, describe, expect, it } from 'vitest'
import { expectClose } from '../testing/allclose'
import { backendsUnderTest, prepareBackend } from '../testing/backends'
import { firstOfEachArchitecture, readGoldenIndex, readGoldens, readRepositoryFile } from '../testing/goldens'
import type { PixelImage, Pixels01 } from '../units'
import { Engine } from './engine'

const index = await readGoldenIndex()
const images = Object.entries(index.images)

describe.each(backendsUnderTest)('Engine against PyTorch on %s', (backend) => {
  const engine = new Engine((_, url) => readRepositoryFile(url))

  // Plain JavaScript and a GPU in software are slow.
  const models = backend === 'wasm' ? Object.entries(index.models) : firstOfEachArchitecture(index.models)

  beforeAll(() => prepareBackend(backend))

  it('has goldens', () => {
    for (const architecture of ['cifar10-resnet-gelu', 'cifar10-resnet-relu', 'cifar10-swin-gelu']) {
      expect(models.map(([id]) => id).filter((id) => id.startsWith(architecture))).not.toEqual([])
    }
    expect(images.length).toBeGreaterThan(0)
  })

  describe.each(models)('%s', (id, { file, weightsSha256 }) => {
    beforeAll(async () => {
      const loaded = await engine.loadModel({
        id,
        manifestUrl: `models/${id}/manifest.json`,
        weightsUrl: `models/${id}/weights.safetensors`,
      })
      // Goldens of other weights would compare apples with pears.
      expect(loaded.manifest.weights.sha256).toBe(weightsSha256)
    })

    it.each(images.slice(0, backend === 'wasm' ? undefined : 1))('measures %s', async (name, { label }) => {
      const golden = await readGoldens(file)
      const image: PixelImage = { pixels: golden(`${name}/pixels`).values as Pixels01, height: 32, width: 32 }
      const asked = { modelId: id, image, label }
      const gradient = await engine.measure({ quantity: 'gradient', ...asked })
      const alignment = await engine.measure({ quantity: 'alignment', ...asked })
      const prediction = await engine.measure({ quantity: 'prediction', ...asked })
      expect(prediction.label).toBe(label)
      expectClose(prediction.logits, golden(`${name}/logits`).values, 1e-4)
      expectClose(gradient.values, golden(`${name}/gradient`).values, 1e-3)
      expectClose([prediction.loss], golden(`${name}/loss`).values, 1e-3)
      expectClose([gradient.l1], golden(`${name}/gradientL1`).values, 1e-3)
      expectClose([gradient.l2], golden(`${name}/gradientL2`).values, 1e-3)
      expectClose(engine.edgeEnergy(image), golden(`${name}/edgeEnergy`).values, 1e-5)
      expect(alignment.correlation).toBeCloseTo(golden(`${name}/edgeAlignment`).values[0] as number, 3)
    })
  })
})
