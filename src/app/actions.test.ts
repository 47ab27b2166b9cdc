import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { GalleryImage } from '../images/gallery'
import { createFakeApp, type FakeApp } from '../testing/fakeApp'
import { cannedImage, createGate } from '../testing/fakeWorkers'
import { expectSentence } from '../testing/sentence'
import { eps255, toEps01 } from '../units'

const cat: GalleryImage = { id: 'cat', url: 'cat.png', labelName: 'cat', alt: 'A cat', credit: null }
const ship: GalleryImage = { id: 'ship', url: 'ship.png', labelName: 'ship', alt: 'A ship', credit: null }

let app: FakeApp
/** What decoding waits for, by the name of the image. */
let gates: Record<string, Promise<void>>

beforeEach(async () => {
  gates = {}
  vi.stubGlobal('fetch', async (url: string) => new Response(url))
  app = createFakeApp({
    answers: {
      decodeImage: async ({ file, name, size }) => {
        await gates[name]
        if ((await file.text()) === 'broken') throw new Error(`"${name}" is damaged; choose another image.`)
        return { image: cannedImage(0.5, size), notes: [`decoded ${name}`] }
      },
    },
  })
  await app.session.start()
})

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('opening an image', () => {
  it('takes the label of a gallery image', async () => {
    const chosen = app.actions.chooseGalleryImage(cat)
    expect(app.state().imageLoading).toBe(true)
    await chosen
    expect(app.state()).toMatchObject({
      image: { name: 'A cat', galleryId: 'cat', bySize: { 2: { notes: ['decoded A cat'] } } },
      label: 'cat',
      imageLoading: false,
      imageError: null,
    })
    await app.untilIdle()
    expect(app.results('one').quantities.prediction.value?.label).toBe(3)
  })

  it('leaves a person’s own image unlabelled, to use each model’s prediction', async () => {
    await app.actions.chooseGalleryImage(cat)
    await app.actions.openImage(new Blob(['x']), 'photo.jpg')
    expect(app.state()).toMatchObject({ image: { name: 'photo.jpg', galleryId: null }, label: null })
  })

  it('decodes it at the size that the models take', async () => {
    await app.actions.openImage(new Blob(['x']), 'photo.jpg')
    expect(
      app
        .worker()
        .inputs('decodeImage')
        .map(({ size }) => size),
    ).toEqual([2])
    expect(app.state().image?.bySize[2]?.image).toMatchObject({ height: 2, width: 2 })
  })

  it('changes image and label in the store at once', async () => {
    await app.actions.chooseGalleryImage(cat)
    await app.actions.chooseGalleryImage(ship)
    await app.untilIdle()
    const asked = app
      .worker()
      .inputs('measure')
      .filter(({ modelId, quantity }) => modelId === 'one' && quantity === 'prediction')
    expect(asked.map(({ label }) => label)).toEqual([3, 8])
  })
})

describe('opening several images', () => {
  it('shows the last one, even if an earlier one takes longer to decode', async () => {
    const gate = createGate()
    gates['A cat'] = gate.passed
    const slow = app.actions.chooseGalleryImage(cat)
    const quick = app.actions.chooseGalleryImage(ship)
    gate.open()
    await Promise.all([slow, quick])
    expect(app.state()).toMatchObject({ image: { galleryId: 'ship' }, label: 'ship', imageLoading: false })
  })

  it('shows the last one, even if an earlier one takes longer to fetch', async () => {
    const gate = createGate()
    vi.stubGlobal('fetch', async (url: string) => {
      if (url === 'cat.png') await gate.passed
      return new Response(url)
    })
    const slow = app.actions.chooseGalleryImage(cat)
    await app.actions.chooseGalleryImage(ship)
    gate.open()
    await slow
    expect(app.state()).toMatchObject({ image: { galleryId: 'ship' }, label: 'ship', imageLoading: false })
  })

  it('does not report an earlier one that fails late', async () => {
    const gate = createGate()
    vi.stubGlobal('fetch', async (url: string) => {
      if (url === 'cat.png') await gate.passed
      return url === 'cat.png' ? Response.error() : new Response(url)
    })
    const failing = app.actions.chooseGalleryImage(cat)
    await app.actions.chooseGalleryImage(ship)
    gate.open()
    await failing
    expect(app.state()).toMatchObject({ image: { galleryId: 'ship' }, imageError: null })
  })

  it('shows an earlier one while the last one is still read', async () => {
    const gate = createGate()
    gates['A ship'] = gate.passed
    const first = app.actions.chooseGalleryImage(cat)
    const last = app.actions.chooseGalleryImage(ship)
    await first
    expect(app.state()).toMatchObject({ image: { galleryId: 'cat' }, imageLoading: true })
    gate.open()
    await last
    expect(app.state()).toMatchObject({ image: { galleryId: 'ship' }, imageLoading: false })
  })
})

describe('an image that cannot be shown', () => {
  it('does not cancel an earlier one that is still being read', async () => {
    const gate = createGate()
    gates['A cat'] = gate.passed
    const first = app.actions.chooseGalleryImage(cat)
    const failing = app.actions.openImage(new Blob(['broken']), 'photo.jpg')
    gate.open()
    await Promise.all([first, failing])
    expect(app.state()).toMatchObject({ image: { galleryId: 'cat' }, imageLoading: false })
    expect(app.state().imageError).not.toBeNull()
  })

  it('is explained, and the previous image keeps its label', async () => {
    await app.actions.chooseGalleryImage(cat)
    await app.actions.openImage(new Blob(['broken']), 'photo.jpg')
    expect(app.state()).toMatchObject({
      image: { galleryId: 'cat' },
      label: 'cat',
      imageLoading: false,
      imageError: '"photo.jpg" is damaged; choose another image.',
    })
  })

  it('is explained until another image is opened', async () => {
    await app.actions.openImage(new Blob(['broken']), 'photo.jpg')
    const next = app.actions.chooseGalleryImage(cat)
    expect(app.state().imageError).toBeNull()
    await next
    expect(app.state().imageError).toBeNull()
  })

  it.each([
    ['the connection fails', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['the server has none', async () => new Response('', { status: 404 })],
  ])('is described as %s', async (_, fetch) => {
    vi.stubGlobal('fetch', fetch)
    await app.actions.chooseGalleryImage(cat)
    expectSentence(app.state().imageError ?? '', '"A cat"', 'could not be fetched')
    expect(app.state().imageLoading).toBe(false)
  })
})

it('settings change one at a time', () => {
  app.actions.setAttackSettings({ epsilon: toEps01(eps255(2)) })
  app.actions.setAttackSettings({ seed: 5 })
  app.actions.setDisplay({ gradientChannel: 'g' })
  app.actions.chooseLabel('horse')
  expect(app.state()).toMatchObject({
    attack: {
      choice: { id: 'pgd', settings: { epsilon: 2 / 255, steps: 10, randomStart: true, seed: 5 } },
      target: null,
    },
    display: { gradientSign: 'signed', gradientChannel: 'g', gradientScale: 'own' },
    label: 'horse',
  })
})
