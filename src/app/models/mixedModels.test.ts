/** @file Models of different input sizes and classes beside each other: what each is asked. */
import { beforeEach, describe, expect, it } from 'vitest'
import { TINY10_CLASSES } from '../../classes/lists/small'
import { createFakeApp, type FakeApp } from '../../testing/fakeApp'
import { cannedImage, sizeOf } from '../../testing/fakeWorkers'

const file = new Blob(['x'])
let app: FakeApp

describe('models of several sizes', () => {
  beforeEach(async () => {
    const manifests = { large: { ...sizeOf(4), classes: [...TINY10_CLASSES] } }
    app = createFakeApp({ models: ['large', 'small', 'small too'], manifests })
    await app.session.start()
    await app.actions.openImage(file, 'photo.jpg')
    await app.untilIdle()
  })

  it('have the image decoded once per size, and all are shown at once', () => {
    const sizes = app
      .worker()
      .inputs('decodeImage')
      .map(({ size }) => size)
    expect(sizes).toEqual([2, 4])
    expect(app.state().image).toMatchObject({ file, name: 'photo.jpg' })
    for (const size of [2, 4]) expect(app.state().image?.bySize[size]?.image).toEqual(cannedImage(0.5, size))
  })

  it('are asked about, and attacked on, the image of their own size', () => {
    const { bySize } = app.state().image!
    for (const [id, size] of [
      ['small', 2],
      ['small too', 2],
      ['large', 4],
    ] as const) {
      expect(app.results(id).quantities.prediction.value?.image).toBe(bySize[size]?.image)
      expect(app.results(id).attack.value?.image).toBe(bySize[size]?.image)
      expect(app.results(id).quantities.prediction.error).toBeNull()
    }
  })

  it('have edges of each size', async () => {
    await app.until(() => expect(Object.keys(app.state().edges)).toEqual(['2', '4']))
    for (const size of [2, 4]) {
      expect(app.state().edges[size]?.image).toBe(app.state().image?.bySize[size]?.image)
      expect(app.state().edges[size]?.energy).toHaveLength(size * size)
    }
    expect(app.asked('edgeEnergy')).toHaveLength(2)
  })

  it('take the label by name, or use their own prediction', async () => {
    const labelsAsked = async (name: string) => {
      app.worker().received.length = 0
      app.actions.chooseLabel(name)
      await app.untilIdle()
      return Object.fromEntries(
        app
          .worker()
          .inputs('measure')
          .map(({ modelId, label }) => [modelId, label]),
      )
    }
    expect(await labelsAsked('dog')).toEqual({ small: 5, 'small too': 5, large: 0 })
    expect(await labelsAsked('car')).toEqual({ small: null, 'small too': null, large: 6 })
    expect(await labelsAsked('ship')).toEqual({ small: 8, 'small too': 8, large: null })
    // The large one knows neither this class nor the one before: nothing changes for it.
    expect(await labelsAsked('truck')).toEqual({ small: 9, 'small too': 9 })
    expect(app.results('large').quantities.prediction.value).toMatchObject({ askedLabel: null })
    expect(app.results('small').quantities.prediction.value).toMatchObject({ askedLabel: 9, label: 9 })
  })
})
