/** @file A planned training, made by the engine, has the results that the page saved of it. */
import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { buildClassifier } from '../engine/checkpoints/loadClassifier'
import { UNCONTROLLED } from '../engine/jobControl'
import { openBuiltIn } from '../images/datasets/builtIn/openBuiltIn'
import { DataSets } from '../images/datasets/dataSets'
import { readPlanFile, readResultsFile } from '../plans/readFiles'
import type { ChosenForm } from '../store/training/training'
import { trainingSettings } from '../store/training/trainingForm'
import { prepareBackend } from '../testing/backends'
import { readZooModel } from '../testing/zoo'
import { Training } from './training'
import { readTrainingImages } from './trainingImages'

const fileOf = (path: string) => readFile(new URL(`../../${path}`, import.meta.url))
const golden = async (name: string) => new Blob([new Uint8Array(await fileOf(`src/plans/goldens/${name}.json`))])
/** Enough for the ramp, the order of the images and the optimiser's momentum to show. */
const STEPS = 3
/** Signs of gradients near zero differ between threads. */
const TOLERANCE = 2e-3
const close = (found: number, expected: number) => expect(Math.abs(found / expected - 1)).toBeLessThan(TOLERANCE)

it('a planned training takes the steps and has the figures that its results have', async () => {
  await prepareBackend('wasm')
  const file = await readPlanFile(await golden('trainingPlan'))
  const results = await readResultsFile(await golden('trainingResults'))
  if (file.kind !== 'training' || results.kind !== 'training') return expect.fail('they are not of a training')
  const { model, settings } = file.plan
  const classifier = buildClassifier(await readZooModel(model.id))
  const images = await fileOf('public/data/fashion-mnist/images.bin')
  const dataSets = new DataSets(undefined, (id, control) => openBuiltIn(id, control, async () => images.slice().buffer))
  const { id: dataSetId } = await dataSets.open({ builtIn: 'fashion-mnist' })
  const training = new Training(
    () => classifier,
    (manifest, input, control) => readTrainingImages(dataSets, manifest, input, control),
  )
  const { trainImages: train, heldOutImages: heldOut, seed } = settings.data
  const started = await training.start(
    {
      modelId: model.id,
      settings: trainingSettings(settings as unknown as ChosenForm),
      images: { dataSetId, train, heldOut, seed },
      attack: settings.attack,
      mapImages: settings.mapImages,
    },
    UNCONTROLLED,
  )
  expect([started.train, started.heldOut, started.heldOutFrom]).toEqual([
    results.data.trainImages,
    results.data.heldOutImages,
    results.data.heldOutFrom,
  ])
  const { step, figures } = await training.measure(UNCONTROLLED)
  const [first] = results.evaluations
  expect([step, figures.robust, figures.fooled, figures.wrong]).toEqual([
    first?.step,
    first?.robust,
    first?.fooled,
    first?.wrong,
  ])
  close(figures.meanLoss, first?.meanLoss ?? Number.NaN)
  close(figures.meanGradientL1, first?.meanGradientL1 ?? Number.NaN)
  const { reports, divergence } = await training.step({ most: STEPS, withinMs: Number.POSITIVE_INFINITY }, UNCONTROLLED)
  expect([divergence, reports.length]).toEqual([null, STEPS])
  for (const [i, report] of reports.entries()) {
    const expected = results.series[i] ?? expect.fail('the results lack a step')
    close(report.loss, expected.loss)
    close(report.gradientNorm, expected.gradientNorm)
    expect(report.learningRate).toBeCloseTo(expected.learningRate, 12)
    expect([report.step, report.ramp]).toEqual([expected.step, expected.ramp])
  }
  training.end()
})
