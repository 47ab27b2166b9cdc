/** @file Statistics of the 1,000 test images that come with the page, on the engine that ships, against PyTorch and the manifest. */
import { readFile } from 'node:fs/promises'
import { expect, it, vi } from 'vitest'
import { buildClassifier } from '../../engine/checkpoints/loadClassifier'
import { Evaluator } from '../../engine/evaluation/evaluator'
import { openBuiltIn } from '../../images/datasets/builtIn/openBuiltIn'
import { BUILT_IN_DATA_SETS } from '../../images/datasets/builtIn/registry'
import { DataSets } from '../../images/datasets/dataSets'
import { columnValues, rowsOf } from '../../store/statistics/statisticsRows'
import { summaryOf } from '../../store/statistics/statisticsSummary'
import { expectClose } from '../../testing/allclose'
import { prepareBackend } from '../../testing/backends'
import { createFakeApp } from '../../testing/fakeApp'
import type { Answers } from '../../testing/fakeWorkers'
import { readGoldens } from '../../testing/goldens'
import { readZooModel } from '../../testing/zoo'
import { readingFrom } from '../../worker/imageReading'

const MODEL = 'fashion-mnist-resnet-gelu-adversarial'
const COUNT = 1000
const golden = await readGoldens('statistics.safetensors')

it('the 1,000 built-in images have PyTorch’s numbers, and the manifest’s means', async () => {
  await prepareBackend('wasm')
  const classifier = buildClassifier(await readZooModel(MODEL))
  const { manifest } = classifier
  const file = await readFile(new URL('../../../public/data/fashion-mnist/images.bin', import.meta.url))
  const dataSets = new DataSets(undefined, (id, control) => openBuiltIn(id, control, async () => file.slice().buffer))
  const evaluator = new Evaluator(() => classifier, readingFrom(dataSets))
  const answers: Partial<Answers> = {
    openDataSet: (source, control) => dataSets.open(source, control),
    dataSetSubset: (input) => dataSets.subset(input),
    measureStatistics: (input, control) => evaluator.measureStatistics(input, control),
  }
  const app = createFakeApp({ models: [MODEL], manifests: { [MODEL]: manifest }, answers })
  await app.session.start()
  await app.untilIdle()
  app.actions.setEvaluation({ dataSet: { count: COUNT, seed: 1, split: 'test' } })
  app.actions.setStatistics({ isAttacked: false })
  await app.actions.runs.statistics.start()
  const run = () => app.state().statistics.run ?? expect.fail('there is no run')
  await vi.waitFor(() => expect([run().status, run().message]).toEqual(['done', null]), { timeout: 55_000 })

  const rows = rowsOf(run()).toSorted((one, other) => one.index - other.index)
  expect(rows).toHaveLength(COUNT)
  const [, { start }] = BUILT_IN_DATA_SETS['fashion-mnist'].splits
  expect(rows.map(({ index }) => index)).toEqual(Array.from({ length: COUNT }, (_, i) => start + i))
  for (const id of ['loss', 'margin', 'l1', 'l2', 'alignment']) {
    expectClose(columnValues(rows, id), golden(id).values, 1e-3)
    const mean = golden(id).values.reduce((sum, value) => sum + value, 0) / COUNT
    expect(Math.abs((summaryOf(rows, MODEL, id)?.mean ?? 0) / mean - 1), `the mean of ${id}`).toBeLessThan(1e-3)
  }

  // The manifest's means are of all 10,000 test images, of which these are drawn at random within classes.
  const { meanL1, meanL2, meanAlignment } = manifest.figures?.gradients?.loss ?? expect.fail('there are no means')
  for (const [id, published] of Object.entries({ l1: meanL1, l2: meanL2, alignment: meanAlignment })) {
    const values = columnValues(rows, id)
    const mean = values.reduce((sum, value) => sum + value, 0) / COUNT
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (COUNT - 1))
    expect(Math.abs(mean - published), `the published mean of ${id}`).toBeLessThan((3 * deviation) / Math.sqrt(COUNT))
  }
  const right = rows.filter(({ outcome }) => outcome === 'robust').length / COUNT
  expect(Math.abs(right - (manifest.figures?.cleanAccuracy ?? 0))).toBeLessThan(0.03)
  classifier.dispose()
})
