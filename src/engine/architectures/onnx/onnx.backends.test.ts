import { beforeAll, describe, expect, it } from 'vitest'
import { backendsUnderTest, prepareBackend } from '../../../testing/backends'
import { readOnnxGolden } from '../../../testing/onnxFiles'
import { onnxErrors, TOLERANCES } from '../../../testing/onnxGoldens'

// Of those in onnx.compute.test.ts, few that have most operators between them.
const NAMES = ['mobilenetv3', 'convnext', 'vit', 'layers-pools', 'layers-convolutions', 'layers-padding']

describe.each(backendsUnderTest)('classifiers read from ONNX on %s', (backend) => {
  beforeAll(() => prepareBackend(backend))

  it.each(NAMES)('%s', async (name) => {
    const golden = await readOnnxGolden(name)
    const [exported] = golden.graphs
    // A GPU in software takes ten seconds to compile a second derivative's programs.
    const errors = await onnxErrors(golden, exported!, backend !== 'webgpu' || name === 'mobilenetv3')
    for (const [part, most] of Object.entries(TOLERANCES)) {
      expect(errors[part as keyof typeof errors], JSON.stringify(errors)).toBeLessThanOrEqual(most)
    }
  })
})
