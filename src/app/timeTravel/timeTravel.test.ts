import { beforeEach, expect, it, vi } from 'vitest'
import { FASHION_MNIST_CLASSES } from '../../classes/lists/small'
import { epochRuns } from '../../client/epochRuns'
import { epochKey } from '../../store/timeTravel/travelState'
import { createFakeApp } from '../../testing/fakeApp'
import { type Answers, cannedEpochRun } from '../../testing/fakeWorkers'

const runId = epochRuns[0]?.id as string
const canned = cannedEpochRun(runId)
const run = { ...canned, manifest: { ...canned.manifest, classes: FASHION_MNIST_CLASSES as never } }
const EPOCHS = run.epochs.map(({ epoch }) => epoch)

async function openTimeTravel(answers: Partial<Answers> = {}) {
  const app = createFakeApp({ models: ['one'], answers: { readEpochRun: () => run, ...answers } })
  await app.session.start()
  app.actions.lookAtEpochs({ epoch: 2 })
  app.actions.openView('time-travel')
  const travel = () => app.state().timeTravel
  const untilComputed = () =>
    vi.waitFor(() => {
      const values = EPOCHS.map((epoch) => travel().results[epochKey(runId, epoch)])
      expect(values.map((result) => result?.value?.image)).toEqual(EPOCHS.map(() => travel().image.value?.image))
      expect(values.every((result) => result?.progress === null)).toBe(true)
    })
  return { app, travel, untilComputed }
}

beforeEach(() => {
  vi.stubGlobal('fetch', async () => new Response(new Blob(['png'])))
})

it('every epoch is computed, beginning with the one that is looked at', async () => {
  const { app, untilComputed } = await openTimeTravel()
  await untilComputed()
  const loaded = app
    .worker()
    .inputs('loadModel')
    .filter(({ epoch }) => epoch !== undefined)
  expect(loaded.map(({ epoch }) => epoch)).toEqual([2, 1, 0])
  const measured = app
    .worker()
    .inputs('measure')
    .filter(({ modelId }) => modelId === `${runId}-2`)
  expect(new Set(measured.map(({ quantity }) => quantity))).toEqual(new Set(['gradient', 'alignment', 'prediction']))
  const attacks = app
    .worker()
    .inputs('attack')
    .filter(({ modelId }) => modelId === `${runId}-2`)
  expect(attacks.map(({ attack }) => [attack.id, attack.settings.epsilon])).toEqual([
    ['fgsm', 8 / 255],
    ['pgd', 8 / 255],
  ])
})

it('another image is computed of every epoch, and the engine holds few weights', async () => {
  const { app, travel, untilComputed } = await openTimeTravel()
  await untilComputed()
  const before = travel().image.value
  app.actions.lookAtEpochs({ imageId: 'fashion-mnist_00000_9' })
  await vi.waitFor(() => expect(travel().image.value).not.toBe(before))
  await untilComputed()
  expect(travel().image.value?.label).toBe(FASHION_MNIST_CLASSES.indexOf('Ankle boot'))
  const held = (name: 'loadModel' | 'unloadModel') =>
    app
      .worker()
      .inputs(name)
      .filter(({ id }) => id.startsWith(runId)).length
  expect(held('loadModel') - held('unloadModel')).toBeLessThanOrEqual(3)
  app.actions.openView('compare')
  app.actions.openView('time-travel')
  await untilComputed()
})

it('what fails is told, and computed again when asked', async () => {
  let fails = true
  const { app, travel, untilComputed } = await openTimeTravel({
    attack: () => {
      if (fails) throw new Error('The attack broke; try again.')
      return { attacked: new Float32Array(12), logits: new Float32Array(10), verdict: 'robust' } as never
    },
  })
  const errors = () => EPOCHS.map((epoch) => travel().results[epochKey(runId, epoch)]?.error)
  await vi.waitFor(() => expect(errors()).toEqual(EPOCHS.map(() => 'The attack broke; try again.')))
  fails = false
  app.actions.retryEpochs()
  await untilComputed()
  expect(errors()).toEqual(EPOCHS.map(() => null))
})

it('runs are read for other views, which compute nothing of them', async () => {
  const app = createFakeApp({ models: ['one'], answers: { readEpochRun: () => run } })
  await app.session.start()
  app.actions.openView('figures')
  app.actions.readEpochRuns()
  const read = () => Object.values(app.state().timeTravel.runs)
  await vi.waitFor(() => expect(read().map(({ value }) => value)).toEqual(epochRuns.map(() => run)))
  expect(app.worker().inputs('attack')).toEqual([])
  app.actions.readEpochRuns()
  await app.untilIdle()
  expect(app.worker().inputs('readEpochRun')).toHaveLength(epochRuns.length)
})
