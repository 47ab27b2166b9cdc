import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { TINY10_CLASSES } from '../../classes/lists/small'
import { sha256Of } from '../../engine/checkpoints/sha256'
import type { GalleryImage } from '../../images/gallery'
import { ownImageId } from '../../store/compare/askedImage'
import { allQuantitiesOf, createFakeApp, type FakeApp } from '../../testing/fakeApp'
import { type Answers, cannedAnswers, cannedImage, cannedManifest, createGate, sizeOf } from '../../testing/fakeWorkers'
import { ImageReader } from './imageReader'

const manifests = {
  large: { ...sizeOf(4), classes: [...TINY10_CLASSES] },
  larger: { ...sizeOf(8), classes: [...TINY10_CLASSES] },
}
const cat: GalleryImage = { id: 'cat', url: 'cat.png', labelName: 'cat', alt: 'A cat', credit: null }
const ship: GalleryImage = { id: 'ship', url: 'ship.png', labelName: 'ship', alt: 'A ship', credit: null }

/** Models of size 2 beside those of sizes 4 and 8, of which these have columns. */
function createApp(models: readonly string[], answers: Partial<Answers> = {}): FakeApp {
  const zoo = ['small', 'small too', 'large', 'larger']
  return createFakeApp({ models, zoo, manifests, answers })
}

const decodedSizes = (app: FakeApp) =>
  app.workers.flatMap((worker) => worker.inputs('decodeImage')).map(({ size }) => size)
const sizesShown = (app: FakeApp) => Object.keys(app.state().image?.bySize ?? {}).map(Number)
const resultSize = (app: FakeApp, id: string) => app.results(id).quantities.prediction.value?.image.height

const file = new Blob(['x'])
let app: FakeApp

beforeEach(() => {
  vi.stubGlobal('fetch', async (url: string) => new Response(url))
})

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('adding a model', () => {
  it('of a new size decodes the image for it, from the original file', async () => {
    app = createApp(['small'])
    await app.session.start()
    await app.actions.openImage(file, 'photo.jpg')
    await app.untilIdle()
    const before = app.state().image!
    const result = app.results('small').quantities.prediction.value
    app.actions.chooseModel('large')
    await app.until(() => expect(sizesShown(app)).toEqual([2, 4]))
    await app.until(() => expect(app.results('large').attack.value?.image.height).toBe(4))
    expect(app.worker().inputs('decodeImage')).toMatchObject([{ size: 2 }, { size: 4, name: 'photo.jpg' }])
    expect(await app.worker().inputs('decodeImage')[1]!.file.text()).toBe('x')
    expect(app.state().image?.bySize[2], 'is not decoded again').toBe(before.bySize[2])
    expect(app.results('small').quantities.prediction.value, 'is not computed again').toBe(result)
    expect(app.asked('measure')).toEqual(allQuantitiesOf('small', 'large'))
    expect(app.state().edges[4]?.image).toBe(app.state().image?.bySize[4]?.image)
  })

  it('of a known size decodes nothing', async () => {
    app = createApp(['small'])
    await app.session.start()
    await app.actions.openImage(file, 'photo.jpg')
    app.actions.chooseModel('small too')
    await app.until(() => expect(resultSize(app, 'small too')).toBe(2))
    expect(decodedSizes(app)).toEqual([2])
  })

  it('of a size that is being decoded does not decode it twice', async () => {
    const gate = createGate()
    app = createApp(['small'], {
      decodeImage: async ({ size }) => {
        if (size === 4) await gate.passed
        return { image: cannedImage(0.5, size), notes: [] }
      },
    })
    await app.session.start()
    await app.actions.openImage(file, 'photo.jpg')
    app.actions.chooseModel('large')
    await app.until(() => expect(decodedSizes(app)).toEqual([2, 4]))
    app.actions.moveModel('large', -1)
    gate.open()
    await app.until(() => expect(resultSize(app, 'large')).toBe(4))
    expect(decodedSizes(app)).toEqual([2, 4])
  })

  it('while another image is read never uses the image that was left', async () => {
    const loading = createGate()
    app = createApp(['small'], {
      loadModel: async ({ id }) => {
        if (id === 'large') await loading.passed
        return { id, manifest: cannedManifest(id, id === 'large' ? manifests.large : {}) }
      },
      decodeImage: ({ name, size }) => ({ image: cannedImage(name === 'A cat' ? 0.25 : 0.75, size), notes: [] }),
    })
    await app.session.start()
    await app.actions.chooseGalleryImage(cat)
    await app.untilIdle()
    app.actions.chooseModel('large')
    const opened = app.actions.chooseGalleryImage(ship)
    // The ship is to be decoded for the small model alone, and the cat, still shown, is asked for after it.
    await app.until(() => expect(decodedSizes(app)).toEqual([2, 2]))
    loading.open()
    await opened
    await app.until(() => expect(resultSize(app, 'large')).toBe(4))
    await app.untilIdle()
    expect(
      app
        .worker()
        .inputs('decodeImage')
        .map(({ name, size }) => `${name} ${size}`),
    ).toEqual(['A cat 2', 'A ship 2', 'A cat 4', 'A ship 4'])
    const asked = app
      .worker()
      .inputs('measure')
      .filter(({ modelId, quantity }) => modelId === 'large' && quantity === 'prediction')
    expect(asked.map(({ image }) => image.pixels[0])).toEqual([0.75])
    const { bySize, galleryId } = app.state().image!
    expect(galleryId).toBe('ship')
    expect([bySize[2]?.image.pixels[0], bySize[4]?.image.pixels[0]]).toEqual([0.75, 0.75])
    expect(app.results('large').quantities.prediction.value?.image).toBe(bySize[4]?.image)
  })

  it('while a new image is read shows none of it, and then its own results', async () => {
    const gate = createGate()
    app = createApp(['small'], {
      decodeImage: async ({ name, size }) => {
        if (size === 2 && name === 'A ship') await gate.passed
        return { image: cannedImage(0.5, size), notes: [] }
      },
    })
    await app.session.start()
    await app.actions.chooseGalleryImage(cat)
    await app.untilIdle()
    const opened = app.actions.chooseGalleryImage(ship)
    await app.until(() => expect(decodedSizes(app)).toEqual([2, 2]))
    // It is ready only after the sizes of the new image were settled.
    app.actions.chooseModel('large')
    gate.open()
    await opened
    await app.until(() => expect(app.state().image?.galleryId).toBe('ship'))
    await app.until(() => expect(resultSize(app, 'large')).toBe(4))
    await app.untilIdle()
    expect(sizesShown(app)).toEqual([2, 4])
    expect(app.results('large').quantities.prediction.value?.image).toBe(app.state().image?.bySize[4]?.image)
  })

  it('reports an unreadable file; the others keep their images', async () => {
    app = createApp(['small'], {
      decodeImage: ({ name, size }) => {
        if (size === 4) throw new Error(`"${name}" could not be read; choose it again.`)
        return { image: cannedImage(0.5, size), notes: [] }
      },
    })
    await app.session.start()
    await app.actions.openImage(file, 'photo.jpg')
    await app.untilIdle()
    app.actions.chooseModel('large')
    await app.until(() => expect(app.state().imageError).toBe('"photo.jpg" could not be read; choose it again.'))
    expect(sizesShown(app)).toEqual([2])
    expect(app.asked('measure')).toEqual(allQuantitiesOf('small'))
  })
})

describe('losing the engine', () => {
  it('while an image is opened reads it with the next engine, and shows no error', async () => {
    app = createApp(['small'], {
      decodeImage: ({ size }) =>
        app.workers.length === 1 ? createGate<never>().passed : { image: cannedImage(0.5, size), notes: [] },
    })
    await app.session.start()
    const errors = app.watchErrors()
    const opened = app.actions.openImage(file, 'photo.jpg')
    await app.until(() => expect(decodedSizes(app)).toEqual([2]))
    app.worker().lose('The GPU was lost.')
    await opened
    expect(app.state()).toMatchObject({ image: { name: 'photo.jpg' }, imageLoading: false })
    await app.untilIdle()
    expect([...errors]).toEqual([])
  })

  it('while a size is added decodes it again with the next engine', async () => {
    app = createApp(['small'], {
      decodeImage: ({ size }) =>
        size === 4 && app.workers.length === 1
          ? createGate<never>().passed
          : { image: cannedImage(0.5, size), notes: [] },
    })
    await app.session.start()
    await app.actions.openImage(file, 'photo.jpg')
    await app.untilIdle()
    const errors = app.watchErrors()
    app.actions.chooseModel('large')
    await app.until(() => expect(decodedSizes(app)).toEqual([2, 4]))
    app.worker().lose('The GPU was lost.')
    await app.until(() => expect(app.results('large').attack.value?.image.height).toBe(4))
    await app.untilIdle()
    expect(decodedSizes(app)).toEqual([2, 4, 4])
    expect([...errors]).toEqual([])
  })
})

describe('an image opened early', () => {
  it('is decoded at the size of the first model that is ready', async () => {
    app = createApp(['large', 'larger'])
    const started = app.session.start()
    const opened = app.actions.chooseGalleryImage(cat)
    expect(app.state().imageLoading).toBe(true)
    await Promise.all([started, opened])
    await app.untilIdle()
    await app.until(() => expect(sizesShown(app)).toEqual([4, 8]))
    await app.untilIdle()
    expect(decodedSizes(app)).toEqual([4, 8])
    expect(app.results('larger').quantities.prediction.value).toMatchObject({ askedLabel: 1 })
    expect(app.state().imageLoading).toBe(false)
  })

  it('is shown even if no model can be loaded', async () => {
    app = createApp(['small', 'large'], {
      loadModel: () => {
        throw new Error('The weights file is cut short; fetch it again.')
      },
    })
    const started = app.session.start()
    await app.actions.openImage(file, 'photo.jpg')
    await started
    expect(sizesShown(app)).toEqual([32])
    expect(app.state().imageLoading).toBe(false)
  })

  it('is shown for the models that load, if others fail', async () => {
    app = createApp(['small', 'large'], {
      loadModel: ({ id }) => {
        if (id === 'small') throw new Error('The weights file is cut short; fetch it again.')
        return { id, manifest: cannedManifest(id, manifests.large) }
      },
    })
    void app.session.start()
    await app.actions.openImage(file, 'photo.jpg')
    expect(sizesShown(app)).toEqual([4])
  })
})

it('a file that is being read is not replaced by a stand-in once it is asked for by its hash', async () => {
  app = createApp(['small'])
  const reader = new ImageReader(app.store, () => app.session.client)
  const opened = reader.open(file, 'photo.jpg', { about: 'Why it is shown.' })
  app.store.setState({
    askedImage: { id: ownImageId(await sha256Of(new TextEncoder().encode('x'))), label: undefined },
  })
  void app.session.start()
  await Promise.all([opened, reader.showAsked()])
  expect(app.state()).toMatchObject({ image: { name: 'photo.jpg', about: 'Why it is shown.' }, askedImage: null })
})

it('edges of an abandoned image are not used for the next', async () => {
  const gate = createGate()
  app = createApp(['small'], {
    decodeImage: ({ name, size }) => ({ image: cannedImage(name === 'A cat' ? 0.25 : 0.75, size), notes: [] }),
    edgeEnergy: async (input, control) => {
      if (input.image.pixels[0] === 0.25) await gate.passed
      return cannedAnswers.edgeEnergy(input, control)
    },
  })
  await app.session.start()
  await app.actions.chooseGalleryImage(cat)
  const opened = app.actions.chooseGalleryImage(ship)
  gate.open()
  await opened
  await app.until(() => expect(app.state().edges[2]?.energy[0]).toBe(0.75))
  expect(app.state().edges[2]?.image).toBe(app.state().image?.bySize[2]?.image)
})

describe('an image that takes long to read', () => {
  const large = () => {
    const gate = createGate()
    const app = createApp(['small'], {
      decodeImage: async ({ name, size }, { checkpoint }) => {
        await checkpoint(1, 4)
        if (name === 'large.png') await gate.passed
        await checkpoint(2, 4)
        return { image: cannedImage(0.5, size), notes: [] }
      },
    })
    return { app, gate }
  }

  it('says how far it is after a second, and no longer once it is shown', async () => {
    const { app, gate } = large()
    await app.session.start()
    const opened = app.actions.openImage(file, 'large.png')
    await app.until(() => expect(app.state().fileReading).toEqual({ name: 'large.png', progress: 0.25 }))
    gate.open()
    await opened
    expect(app.state()).toMatchObject({ fileReading: null, imageLoading: false, image: { name: 'large.png' } })
  })

  it('is cancelled at once, and the image before stays', async () => {
    const { app, gate } = large()
    await app.session.start()
    await app.actions.openImage(file, 'small.png')
    const opened = app.actions.openImage(new Blob(['y']), 'large.png')
    await app.until(() => expect(app.state().fileReading).not.toBeNull())
    app.actions.cancelReading()
    const stopped = { fileReading: null, imageLoading: false, imageError: null, image: { name: 'small.png' } }
    expect(app.state()).toMatchObject(stopped)
    gate.open()
    await opened
    await app.untilIdle()
    expect(app.state()).toMatchObject(stopped)
  })

  it('is not read into the page’s memory where no image may be so large', async () => {
    const { app } = large()
    await app.session.start()
    const huge = { size: 2 ** 32, arrayBuffer: vi.fn() } as unknown as Blob
    await app.actions.openImage(huge, 'huge.png')
    expect(huge.arrayBuffer).not.toHaveBeenCalled()
  })
})
