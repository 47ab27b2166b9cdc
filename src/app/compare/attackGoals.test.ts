/** @file Attacks of the comparison towards a class, and perturbations made on one model that are shown to all. */
import { beforeEach, describe, expect, it } from 'vitest'
import { createFakeApp, type FakeApp } from '../../testing/fakeApp'
import { cannedImage, cannedManifest } from '../../testing/fakeWorkers'
import { expectSentence } from '../../testing/sentence'

let app: FakeApp

describe('an attack towards a class', () => {
  it('uses the class’s index, or is untargeted if the model lacks the class', async () => {
    app = createFakeApp({ manifests: { two: { classes: ['left', 'right'] } } })
    await app.session.start()
    app.showImage(0.5)
    app.actions.setAttack({ target: 'bird' })
    await app.untilIdle()
    const targets = Object.fromEntries(
      app
        .worker()
        .inputs('attack')
        .map(({ modelId, target }) => [modelId, target]),
    )
    expect(targets).toEqual({ one: 2, two: undefined })
    expect(app.results('one').attack.value?.target).toBe(2)
    expect(app.results('two').attack.value?.target).toBe(null)
  })
})

describe('a perturbation made on the first model', () => {
  beforeEach(async () => {
    app = createFakeApp()
    await app.session.start()
    app.showImage(0.5)
    await app.untilIdle()
    app.worker().received.length = 0
    app.actions.setAttack({ madeOn: 'first' })
    await app.untilIdle()
  })

  it('is shown to the others, which are not attacked', () => {
    expect(app.asked()).toEqual(['attack one', 'prediction two'])
    const made = app.results('one').attack.value
    expect(app.worker().inputs('measure')[0]?.image.pixels).toEqual(made?.outcome.attacked)
    const shown = app.results('two').attack.value
    expect(shown?.madeOn).toBe('one')
    expect(shown?.outcome.attacked).toEqual(made?.outcome.attacked)
    // The canned model gives its own prediction both times.
    expect(shown?.outcome.verdict).toBe('robust')
    expect(shown?.verdictOfSource).toBe(made?.outcome.verdict)
    expect(made?.verdictOfSource).toBe(null)
  })

  it('is judged against the other model’s clean prediction', async () => {
    app.actions.chooseLabel('dog')
    await app.untilIdle()
    expect(app.results('one').attack.value?.outcome.verdict).toBe('fooled')
    expect(app.results('two').attack.value?.outcome.verdict).toBe('wrong')
    app.actions.setAttack({ target: 'cat' })
    await app.untilIdle()
    expect(app.results('two').attack.value?.outcome.verdict).toBe('noAttack')
    app.actions.setAttack({ target: 'bird' })
    await app.untilIdle()
    expect(app.results('two').attack.value?.outcome.verdict).toBe('missed')
  })

  it('is shown again when recomputed, or made elsewhere', async () => {
    app.worker().received.length = 0
    app.actions.setAttackSettings({ steps: 2 })
    await app.untilIdle()
    expect(app.asked()).toEqual(['attack one', 'prediction two'])
    app.worker().received.length = 0
    app.actions.moveModel('two', -1)
    await app.untilIdle()
    expect(app.asked('attack')).toEqual(['attack two'])
    expect(app.results('one').attack.value?.madeOn).toBe('two')
    app.actions.setAttack({ madeOn: 'each' })
    await app.untilIdle()
    expect(app.results('one').attack.value?.madeOn).toBe('one')
  })

  it('is refused by models of another size', async () => {
    app = createFakeApp({ manifests: { two: { input: { ...cannedManifest('two').input, height: 3, width: 3 } } } })
    await app.session.start()
    const image = app.showImage(0.5)
    const other = cannedImage(0.5, 3)
    app.store.setState(({ image: shown }) => ({
      image: {
        ...shown!,
        bySize: { [image.height]: { image, notes: [] }, 3: { image: other, notes: [] } },
      },
    }))
    await app.untilIdle()
    app.actions.setAttack({ madeOn: 'first' })
    await app.untilIdle()
    expectSentence(app.results('two').attack.error ?? '', 'another size')
    expect(app.results('one').attack.error).toBe(null)
  })
})
