import { expect, it } from 'vitest'
import { createFakeApp } from '../../testing/fakeApp'
import { cannedAnswers, createGate } from '../../testing/fakeWorkers'

const ZOO = ['one', 'two', 'three']

it('nothing is read of an unselected model until someone looks at it', async () => {
  const app = createFakeApp({ models: ['one'], zoo: ZOO })
  await app.session.start()
  await app.untilIdle()
  expect(app.asked()).toEqual(['start', 'describeAttacks', 'describeTraining', 'loadModel'])
})

it('opening the zoo reads every manifest once, and no weights', async () => {
  const app = createFakeApp({ models: ['one'], zoo: ZOO })
  await app.session.start()
  app.actions.openZoo()
  expect(app.state().dialog).toBe('models')
  await app.until(() => expect(Object.values(app.state().manifests).every(({ value }) => value)).toBe(true))
  expect(Object.keys(app.state().manifests)).toEqual(ZOO)
  app.actions.closeZoo()
  app.actions.openZoo()
  await app.untilIdle()
  expect(app.asked('readManifest')).toHaveLength(3)
  expect(app.asked('loadModel')).toHaveLength(1)
})

it('a card reads its manifest and log, and nothing if the model is unknown', async () => {
  const app = createFakeApp({ models: ['one'], zoo: ZOO })
  await app.session.start()
  app.actions.openCard('nobody')
  expect(app.state().cardId).toBeNull()
  app.actions.openCard('two')
  expect(app.state().cardId).toBe('two')
  await app.until(() => expect(app.state().trainingLogs.two?.value).toEqual([{ epoch: 1, clean: 0.5 }]))
  expect(app.state().manifests.two?.value?.id).toBe('two')
  expect(app.worker().inputs('readTrainingLog')).toEqual([{ url: 'two.jsonl' }])
})

it('a broken manifest is reported, and read again on request', async () => {
  let isBroken = true
  const app = createFakeApp({
    models: ['one'],
    zoo: ZOO,
    answers: {
      readManifest: (location, control) => {
        if (isBroken && location.id === 'two') throw new Error('The manifest is not JSON; export the model again.')
        return cannedAnswers.readManifest(location, control)
      },
    },
  })
  await app.session.start()
  app.actions.openZoo()
  await app.until(() => expect(app.state().manifests.two?.error).toContain('not JSON'))
  await app.until(() => expect(app.state().manifests.three?.value).toBeTruthy())
  isBroken = false
  app.actions.retryManifest('two')
  await app.until(() => expect(app.state().manifests.two).toMatchObject({ error: null, value: { id: 'two' } }))
})

it('pending reads are sent to the new worker after the backend is lost', async () => {
  const never = createGate<never>()
  const app = createFakeApp({
    models: ['one'],
    zoo: ZOO,
    answers: {
      readManifest: (location, control) =>
        app.workers.length === 1 ? never.passed : cannedAnswers.readManifest(location, control),
    },
  })
  await app.session.start()
  app.actions.openZoo()
  await app.until(() => expect(app.worker().inputs('readManifest')).toHaveLength(3))
  app.worker().lose('The GPU was lost.')
  await app.untilIdle()
  await app.until(() => {
    for (const id of ZOO) expect(app.state().manifests[id]).toMatchObject({ error: null, value: { id } })
  })
  expect(app.worker().inputs('readManifest')).toHaveLength(3)
})
