/** @file Models of different input sides and classes beside each other: what each is asked. */
import { beforeEach, describe, expect, it } from 'vitest'
import { TINY10_CLASSES } from '../../images/gallery'
import { createFakeApp, type FakeApp } from '../../testing/fakeApp'
import { cannedImage, sideOf } from '../../testing/fakeWorkers'

const file = new Blob(['x'])
let app: FakeApp

describe('beside each other, models of several sides', () => {
  beforeEach(async () => {
    const manifests = { large: { ...sideOf(4), classes: [...TINY10_CLASSES] } }
    app = createFakeApp({ models: ['large', 'small', 'small too'], manifests })
    await app.session.start()
    await app.actions.openImage(file, 'photo.jpg')
    await app.untilIdle()
  })

  it('have the image decoded once for each side, and shown at all at once', () => {
    const sides = app
      .worker()
      .inputs('decodeImage')
      .map(({ side }) => side)
    expect(sides).toEqual([2, 4])
    expect(app.state().image).toMatchObject({ file, name: 'photo.jpg' })
    for (const side of [2, 4]) expect(app.state().image?.bySide[side]?.image).toEqual(cannedImage(0.5, side))
  })

  it('are asked about the image of their own side, and attacked on it', () => {
    const { bySide } = app.state().image!
    for (const [id, side] of [
      ['small', 2],
      ['small too', 2],
      ['large', 4],
    ] as const) {
      expect(app.results(id).quantities.prediction.value?.image).toBe(bySide[side]?.image)
      expect(app.results(id).attack.value?.image).toBe(bySide[side]?.image)
      expect(app.results(id).quantities.prediction.error).toBeNull()
    }
  })

  it('have the edges of each side', async () => {
    await app.until(() => expect(Object.keys(app.state().edges)).toEqual(['2', '4']))
    for (const side of [2, 4]) {
      expect(app.state().edges[side]?.image).toBe(app.state().image?.bySide[side]?.image)
      expect(app.state().edges[side]?.energy).toHaveLength(side * side)
    }
    expect(app.asked('edgeEnergy')).toHaveLength(2)
  })

  it('take the label by name, each at its own index, or their own prediction where they lack it', async () => {
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
