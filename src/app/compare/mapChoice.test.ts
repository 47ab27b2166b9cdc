/** @file Maps that are computed only once a person asks for them. */
import { beforeEach, expect, it } from 'vitest'
import { allQuantitiesOf, createSettledApp, type FakeApp } from '../../testing/fakeApp'

let app: FakeApp

beforeEach(async () => {
  app = await createSettledApp()
})

it('a map is computed when it is switched on, of every model, and nothing else is', async () => {
  expect(app.results('one').quantities.smoothGrad.value).toBeNull()
  app.actions.setDisplay({ maps: ['smoothGrad'] })
  expect(app.results('one').quantities.smoothGrad.progress).toBe(0)
  await app.untilIdle()
  expect(app.asked()).toEqual(['smoothGrad one', 'smoothGrad two'])
  expect(app.results('one').quantities.smoothGrad.value).toMatchObject({ gradientOf: 'loss', l1: 0 })
})

it('a map that is switched off is not computed, and is known when switched on again', async () => {
  app.actions.setDisplay({ maps: ['gradientTimesInput'] })
  await app.untilIdle()
  const { value } = app.results('one').quantities.gradientTimesInput
  app.worker().received.length = 0
  app.actions.setDisplay({ maps: [] })
  app.actions.setDisplay({ maps: ['gradientTimesInput'] })
  expect(app.results('one').quantities.gradientTimesInput.value).toBe(value)
  app.actions.setDisplay({ maps: [] })
  const image = app.showImage(0.75)
  await app.untilIdle()
  expect(app.asked('measure').sort()).toEqual(allQuantitiesOf('one', 'two').sort())
  app.actions.setDisplay({ maps: ['gradientTimesInput'] })
  await app.untilIdle()
  expect(app.results('one').quantities.gradientTimesInput.value?.image).toBe(image)
})

it('a map follows the scalar of the gradient and the next image, like the gradient', async () => {
  app.actions.setDisplay({ maps: ['integratedGradients'] })
  await app.untilIdle()
  app.actions.setDisplay({ gradientOf: 'margin' })
  await app.untilIdle()
  expect(app.results('two').quantities.integratedGradients.value?.gradientOf).toBe('margin')
  const image = app.showImage(0.25)
  await app.untilIdle()
  expect(app.results('two').quantities.integratedGradients.value?.image).toBe(image)
})
