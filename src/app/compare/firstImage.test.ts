import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { TINY10_CLASSES } from '../../classes/lists/small'
import type { GalleryImage } from '../../images/gallery'
import type { ModelState } from '../../store/types'
import { createFakeApp } from '../../testing/fakeApp'
import { sizeOf } from '../../testing/fakeWorkers'

const ship: GalleryImage = { id: 'ship', url: 'ship.png', labelName: 'ship', alt: 'A ship', credit: null }

/** "large" knows other classes than "small". */
const createApp = (models: readonly string[]) =>
  createFakeApp({
    models,
    zoo: ['small', 'large'],
    manifests: { large: { ...sizeOf(4), classes: [...TINY10_CLASSES] } },
  })

beforeEach(() => {
  vi.stubGlobal('fetch', async (url: string) => new Response(url))
})
afterEach(() => {
  vi.unstubAllGlobals()
})

describe('the first image', () => {
  it.each([
    [['small', 'large'], 'cifar10_03_0', 'airplane'],
    [['large'], 'dalmatian', 'dog'],
  ])('for the models %j is %s', async (models, galleryId, label) => {
    const app = createApp(models)
    void app.session.start()
    await app.actions.openComparison()
    expect(app.state()).toMatchObject({ image: { galleryId }, label, imageLoading: false })
  })

  it.each([
    ['the first column', 'ready', 'dalmatian'],
    ['the second column where the first model fails', 'failed', 'cifar10_03_0'],
  ] as const)('suits %s, whichever is loaded first', async (_, status, galleryId) => {
    const app = createApp(['large', 'small'])
    await app.session.start()
    await app.untilIdle()
    const [first, second] = app.state().models as [ModelState, ModelState]
    app.store.setState({ models: [{ id: 'large', color: 0, status: 'loading', download: null }, second] })
    const opened = app.actions.openComparison()
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(app.state().image).toBeNull()
    const over = { id: 'large', color: 0, status: 'failed', message: 'The model is broken.' } as const
    app.store.setState({ models: [status === 'ready' ? first : over, second] })
    await opened
    expect(app.state().image?.galleryId).toBe(galleryId)
  })

  describe('chosen while every model failed', () => {
    const LARGE: ModelState = { id: 'large', color: 0, status: 'failed', message: 'The weights did not arrive.' }

    /** Shows the first image without a model; what it resolves to lets the model be ready. */
    async function openWithoutModel() {
      const app = createApp(['large'])
      await app.session.start()
      await app.untilIdle()
      const { models } = app.state()
      app.store.setState({ models: [LARGE] })
      await app.actions.openComparison()
      expect(app.state().image?.galleryId).toBe('cifar10_03_0')
      return { app, letLoad: () => app.store.setState({ models }) }
    }

    it('is chosen anew once a model is known', async () => {
      const { app, letLoad } = await openWithoutModel()
      letLoad()
      await app.until(() => expect(app.state()).toMatchObject({ image: { galleryId: 'dalmatian' }, label: 'dog' }))
    })

    it('gives way to one that the person chose since', async () => {
      const { app, letLoad } = await openWithoutModel()
      await app.actions.chooseGalleryImage(ship)
      letLoad()
      await app.untilIdle()
      expect(app.state().image?.galleryId).toBe('ship')
    })
  })

  it('is not opened if the person was quicker', async () => {
    const app = createApp(['small'])
    const first = app.actions.openComparison()
    void app.session.start()
    await app.actions.chooseGalleryImage(ship)
    await first
    await app.untilIdle()
    expect(app.state().image?.galleryId).toBe('ship')
    expect(
      app
        .worker()
        .inputs('decodeImage')
        .map(({ size }) => size),
    ).toEqual([2])
  })
})
