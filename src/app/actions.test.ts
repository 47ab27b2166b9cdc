import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { GalleryPicture } from '../pictures/gallery'
import { createFakeApp, type FakeApp } from '../testing/fakeApp'
import { cannedPicture, createGate } from '../testing/fakeWorkers'
import { expectSentence } from '../testing/sentence'
import { eps255, toEps01 } from '../units'

const cat: GalleryPicture = { id: 'cat', url: 'cat.png', labelName: 'cat', alt: 'A cat', credit: null }
const ship: GalleryPicture = { id: 'ship', url: 'ship.png', labelName: 'ship', alt: 'A ship', credit: null }

let app: FakeApp
/** What decoding waits for, by the name of the picture. */
let gates: Record<string, Promise<void>>

beforeEach(async () => {
  gates = {}
  vi.stubGlobal('fetch', async (url: string) => new Response(url))
  app = createFakeApp({
    answers: {
      decodePicture: async ({ file, name, side }) => {
        await gates[name]
        if ((await file.text()) === 'broken') throw new Error(`"${name}" is damaged; choose another picture.`)
        return { picture: cannedPicture(0.5, side), notes: [`decoded ${name}`] }
      },
    },
  })
  await app.session.start()
})

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('a picture', () => {
  it('of the gallery brings its label', async () => {
    const chosen = app.actions.chooseGalleryPicture(cat)
    expect(app.state().pictureLoading).toBe(true)
    await chosen
    expect(app.state()).toMatchObject({
      picture: { name: 'A cat', galleryId: 'cat', bySide: { 2: { notes: ['decoded A cat'] } } },
      label: 'cat',
      pictureLoading: false,
      pictureError: null,
    })
    await app.untilIdle()
    expect(app.results('one').inspection.value?.label).toBe(3)
  })

  it('of the person’s own has none, so that each model’s prediction is taken', async () => {
    await app.actions.chooseGalleryPicture(cat)
    await app.actions.openPicture(new Blob(['x']), 'photo.jpg')
    expect(app.state()).toMatchObject({ picture: { name: 'photo.jpg', galleryId: null }, label: null })
  })

  it('is brought to the side that the models take', async () => {
    await app.actions.openPicture(new Blob(['x']), 'photo.jpg')
    expect(
      app
        .worker()
        .inputs('decodePicture')
        .map(({ side }) => side),
    ).toEqual([2])
    expect(app.state().picture?.bySide[2]?.picture).toMatchObject({ height: 2, width: 2 })
  })

  it('is one change of the store, so that nothing is computed for the picture with the old label', async () => {
    await app.actions.chooseGalleryPicture(cat)
    await app.actions.chooseGalleryPicture(ship)
    await app.untilIdle()
    const asked = app
      .worker()
      .inputs('inspect')
      .filter(({ modelId }) => modelId === 'one')
    expect(asked.map(({ label }) => label)).toEqual([3, 8])
  })
})

describe('of several pictures', () => {
  it('the one chosen last wins over one that takes longer to decode', async () => {
    const gate = createGate()
    gates['A cat'] = gate.passed
    const slow = app.actions.chooseGalleryPicture(cat)
    const quick = app.actions.chooseGalleryPicture(ship)
    gate.open()
    await Promise.all([slow, quick])
    expect(app.state()).toMatchObject({ picture: { galleryId: 'ship' }, label: 'ship', pictureLoading: false })
  })

  it('the one chosen last wins over one that takes longer to fetch', async () => {
    const gate = createGate()
    vi.stubGlobal('fetch', async (url: string) => {
      if (url === 'cat.png') await gate.passed
      return new Response(url)
    })
    const slow = app.actions.chooseGalleryPicture(cat)
    await app.actions.chooseGalleryPicture(ship)
    gate.open()
    await slow
    expect(app.state()).toMatchObject({ picture: { galleryId: 'ship' }, label: 'ship', pictureLoading: false })
  })

  it('an earlier one that fails late is not told of', async () => {
    const gate = createGate()
    vi.stubGlobal('fetch', async (url: string) => {
      if (url === 'cat.png') await gate.passed
      return url === 'cat.png' ? Response.error() : new Response(url)
    })
    const failing = app.actions.chooseGalleryPicture(cat)
    await app.actions.chooseGalleryPicture(ship)
    gate.open()
    await failing
    expect(app.state()).toMatchObject({ picture: { galleryId: 'ship' }, pictureError: null })
  })

  it('an earlier one is shown while the last is read, and does not end the wait for it', async () => {
    const gate = createGate()
    gates['A ship'] = gate.passed
    const first = app.actions.chooseGalleryPicture(cat)
    const last = app.actions.chooseGalleryPicture(ship)
    await first
    expect(app.state()).toMatchObject({ picture: { galleryId: 'cat' }, pictureLoading: true })
    gate.open()
    await last
    expect(app.state()).toMatchObject({ picture: { galleryId: 'ship' }, pictureLoading: false })
  })
})

describe('a picture that can not be shown', () => {
  it('does not take away an earlier one that is still being read', async () => {
    const gate = createGate()
    gates['A cat'] = gate.passed
    const first = app.actions.chooseGalleryPicture(cat)
    const failing = app.actions.openPicture(new Blob(['broken']), 'photo.jpg')
    gate.open()
    await Promise.all([first, failing])
    expect(app.state()).toMatchObject({ picture: { galleryId: 'cat' }, pictureLoading: false })
    expect(app.state().pictureError).not.toBeNull()
  })

  it('says why, and leaves the one before with its label', async () => {
    await app.actions.chooseGalleryPicture(cat)
    await app.actions.openPicture(new Blob(['broken']), 'photo.jpg')
    expect(app.state()).toMatchObject({
      picture: { galleryId: 'cat' },
      label: 'cat',
      pictureLoading: false,
      pictureError: '"photo.jpg" is damaged; choose another picture.',
    })
  })

  it('says so until another one is asked for', async () => {
    await app.actions.openPicture(new Blob(['broken']), 'photo.jpg')
    const next = app.actions.chooseGalleryPicture(cat)
    expect(app.state().pictureError).toBeNull()
    await next
    expect(app.state().pictureError).toBeNull()
  })

  it.each([
    ['the connection fails', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['the server has none', async () => new Response('', { status: 404 })],
  ])('is named where %s', async (_, fetch) => {
    vi.stubGlobal('fetch', fetch)
    await app.actions.chooseGalleryPicture(cat)
    expectSentence(app.state().pictureError ?? '', '"A cat"', 'could not be fetched')
    expect(app.state().pictureLoading).toBe(false)
  })

  it('because the engine restarted says to open it again', async () => {
    gates['photo.jpg'] = createGate().passed
    const opened = app.actions.openPicture(new Blob(['x']), 'photo.jpg')
    await app.until(() => expect(app.asked('decodePicture')).toHaveLength(1))
    app.worker().lose('The GPU was lost.')
    await opened
    expectSentence(app.state().pictureError ?? '', 'The engine restarted')
    expect(app.state().pictureLoading).toBe(false)
  })
})

it('settings are changed one at a time', () => {
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
