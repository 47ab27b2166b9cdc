import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { describeAttacks } from '../../engine/evaluation/describeAttacks'
import { describeTraining } from '../../engine/training/describeTraining'
import { addressParameters } from '../../store/address/registry'
import { createAppStore } from '../../store/appStore'
import type { AppState } from '../../store/types'
import { createFakeApp, type FakeApp } from '../../testing/fakeApp'
import { expectSentence } from '../../testing/sentence'
import { eps255, toEps01 } from '../../units'
import { readBackend } from './addressTexts'
import { memoryHistory } from './browserHistory'
import { PageAddress } from './pageAddress'

const ZOO = ['a', 'b', 'c', 'd', 'e', 'f', 'g']

interface Opened {
  readonly app: FakeApp
  readonly browser: ReturnType<typeof memoryHistory>
}

/** The page at an address, once the engine runs and its image is there. */
async function openAt(search = ''): Promise<Opened> {
  const browser = memoryHistory(`http://localhost/page/${search}`)
  const answers = { describeAttacks, describeTraining }
  const app = createFakeApp({ models: ['a', 'b'], zoo: ZOO, browser, answers })
  void app.session.start()
  app.actions.followAddress()
  await app.actions.openComparison()
  await app.until(() => expect(app.state().evaluation).toMatchObject({ isRestored: true }))
  await app.until(() => expect(app.state().training.offered).not.toBeNull())
  await app.until(() => expect(app.state().evaluation.attacks).not.toHaveLength(0))
  await app.untilIdle()
  return { app, browser }
}

/** Until what an action changes is written. */
const written = () => new Promise((resolve) => setTimeout(resolve))
const columns = ({ app }: Opened) => app.state().models.map(({ id }) => id)
const search = ({ browser }: Opened) => new URL(browser.href()).search

beforeEach(() => {
  vi.stubGlobal('fetch', async (url: string) => new Response(url))
})
afterEach(() => {
  vi.unstubAllGlobals()
})

it.each([
  ['?backend=wasm', 'wasm'],
  ['?backend=webgpu&models=a', 'webgpu'],
  ['?backend=cuda', 'auto'],
  ['', 'auto'],
])('the backend of "%s" is %s', (given, backend) => {
  expect(readBackend(`http://localhost/${given}`)).toBe(backend)
})

describe('an address', () => {
  it('says nothing, and nothing is wrong, where all is as usual', async () => {
    const page = await openAt()
    expect(columns(page)).toEqual(['a', 'b'])
    expect(page.app.state().image?.galleryId).toBe('cifar10_03_0')
    expect(page.app.state().addressNotice).toBeNull()
    expect(page.app.actions.currentLink()).toBe('http://localhost/page/')
    expect(page.browser.all()).toEqual([''])
  })

  it('loads the models that it names alone, in their order', async () => {
    const page = await openAt('?models=c%2Ca')
    expect(columns(page)).toEqual(['c', 'a'])
    expect(page.app.asked('loadModel')).toHaveLength(2)
  })

  it('brings image, label, attack, view and forms', async () => {
    const { app } = await openAt(
      '?image=cifar10_00_3&label=dog&attack=fgsm&norm=l2&eps=0.25&seed=7&target=ship&view=training' +
        '&evaluation.measure=transfer&training.optimizer=sgd&channel=g',
    )
    const { image, label, attack, view, evaluation, training, display } = app.state()
    expect([image?.galleryId, label, view, display.gradientChannel]).toEqual(['cifar10_00_3', 'dog', 'training', 'g'])
    expect(attack).toMatchObject({
      target: 'ship',
      choice: { id: 'fgsm', settings: { norm: 'l2', epsilon: 0.25, seed: 7 } },
    })
    expect(evaluation.form.measure).toBe('transfer')
    expect(training.form.optimizer?.id).toBe('sgd')
  })

  it('names a data set of the hub, which is not downloaded', async () => {
    const { app } = await openAt('?evaluation.images=hub&evaluation.hub=uoft-cs%2Fcifar10&training.hub=..')
    expect(app.state().evaluation.dataSet).toMatchObject({ asked: { hub: { id: 'uoft-cs/cifar10' } }, progress: null })
    expect(app.asked('openDataSet')).toEqual([])
    expect(app.actions.currentLink()).toContain('evaluation.hub=uoft-cs/cifar10')
    expect(app.state().addressNotice).toContain('training.hub “..”')
  })

  it('of which parts are unknown tells them in one notice, and the rest holds', async () => {
    const { app } = await openAt('?models=a,nobody&eps=2&attack=pgd9&card=x&confidence=3&utm_source=mail')
    const { addressNotice, models, attack } = app.state()
    expect(models.map(({ id }) => id)).toEqual(['a'])
    expect(attack.choice.settings.epsilon).toBe(2 / 255)
    for (const part of ['"nobody"', 'card “x”', '“confidence”', 'attack “pgd9”']) expect(addressNotice).toContain(part)
    expect(addressNotice).not.toContain('utm_source')
  })

  it('longer than any link is not followed, in one sentence, and goes with the next change', async () => {
    const page = await openAt(`?view=training&${'a&'.repeat(40_000)}#${'b'.repeat(9)}`)
    expectSentence(page.app.state().addressNotice ?? '', '80,047 characters', 'reads 65,536')
    expect(page.app.state().view).toBe('compare')
    page.app.actions.openView('evaluation')
    await written()
    expect(page.browser.href()).toBe('http://localhost/page/?view=evaluation')
  })

  it('of many unknown parts names a few, without marks that turn the sentence', async () => {
    const { app } = await openAt(`?${Array.from({ length: 50 }, (_, i) => `\u202ekey${i}=1`).join('&')}`)
    const notice = app.state().addressNotice ?? ''
    expectSentence(notice, 'key4', 'and 45 more')
    expect(notice).not.toContain('\u202e')
    expect(notice.length).toBeLessThan(400)
  })

  it.each([
    ['one', '?models=a,nobody,b', '"nobody"', 'is not a model'],
    ['two', '?models=x,a,y', '"x" and "y"', 'are not models'],
    ['four', '?models=w,x,y,z', '"w", "x", "y" and 1 more'],
    ['an endless id', `?models=${'x'.repeat(5000)}`, `"${'x'.repeat(40)}"`],
    ['the name of any object', '?models=constructor,__proto__', '"constructor" and "__proto__"'],
    ['seven known', '?models=a,b,c,d,e,f,g', '7 models', 'first 6'],
  ])('whose models are unknown or too many says so: %s', async (_, given, ...parts) => {
    const { app } = await openAt(given)
    expectSentence(app.state().addressNotice ?? '', ...parts)
    expect(app.state().models.length).toBeGreaterThan(0)
  })

  it('of a person’s own image asks for the file, and takes the label with it', async () => {
    const own = await openAt()
    await own.app.actions.openImage(new Blob(['pixels']), 'cat.png')
    own.app.actions.chooseLabel('cat')
    const link = new URL(own.app.actions.currentLink())
    expect(link.search).toMatch(/^\?image=sha256-[0-9a-f]{64}&label=cat$/)

    const { app } = await openAt(link.search)
    expect(app.state().image?.galleryId, 'something to look at meanwhile').toBe('cifar10_03_0')
    expect(app.actions.currentLink()).toBe(link.href)
    await app.actions.openImage(new Blob(['pixels']), 'renamed.png')
    expect(app.state()).toMatchObject({
      askedImage: null,
      label: 'cat',
      image: { name: 'renamed.png' },
      fileNotice: null,
    })
    expect(app.actions.currentLink()).toBe(link.href)
  })

  it('of a person’s own image says so when another file is opened', async () => {
    const { app } = await openAt(`?image=sha256-${'0'.repeat(64)}`)
    await app.actions.openImage(new Blob(['pixels']), 'dog.png')
    expectSentence(app.state().fileNotice?.message ?? '', '“dog.png”', 'is not the file')
    expect(app.state().askedImage).toBeNull()
  })
})

describe('the history', () => {
  it('has an entry for each view, dialog, image and choice of models', async () => {
    const page = await openAt('?backend=wasm')
    const { app, browser } = page
    for (const act of [
      () => app.actions.openView('training'),
      () => app.actions.openDialog('models'),
      () => app.actions.chooseModel('c'),
    ]) {
      act()
      await written()
    }
    expect(browser.all()).toEqual([
      '?backend=wasm',
      '?backend=wasm&view=training',
      '?backend=wasm&view=training&dialog=models',
      '?backend=wasm&models=a,b,c&view=training&dialog=models',
    ])
    browser.back()
    expect(columns(page)).toEqual(['a', 'b'])
    browser.back()
    expect(app.state().dialog).toBeNull()
    browser.back()
    expect(app.state().view).toBe('compare')
    browser.forward()
    browser.forward()
    expect(app.state()).toMatchObject({ view: 'training', dialog: 'models' })
  })

  it('goes back to an image with its label', async () => {
    const { app, browser } = await openAt()
    const { findGalleryImage } = await import('../../images/gallery')
    await app.actions.chooseGalleryImage(findGalleryImage('cifar10_00_3')!)
    await written()
    await app.actions.openImage(new Blob(['x']), 'own.png')
    await written()
    browser.back()
    await app.until(() => expect(app.state()).toMatchObject({ image: { galleryId: 'cifar10_00_3' }, label: 'cat' }))
    browser.back()
    await app.until(() => expect(app.state().image?.galleryId).toBe('cifar10_03_0'))
    browser.forward()
    browser.forward()
    await app.until(() => expect(app.state()).toMatchObject({ image: { name: 'own.png' }, label: null }))
    expect(browser.all()).toHaveLength(3)
  })

  it('has one entry for a dragged slider, and one more after a pause', async () => {
    const { app, browser } = await openAt()
    const now = vi.spyOn(performance, 'now')
    const drag = async (from: number, time: number) => {
      for (let i = 0; i < 5; i++) {
        now.mockReturnValue(time + 100 * i)
        app.actions.setAttackSettings({ epsilon: toEps01(eps255(from + i)) })
        await written()
      }
    }
    await drag(1, 10_000)
    await drag(10, 20_000)
    expect(browser.all()).toHaveLength(3)
    browser.back()
    expect(app.state().attack.choice.settings.epsilon).toBe(5 / 255)
    browser.back()
    expect(app.state().attack.choice.settings.epsilon).toBe(8 / 255)
  })

  it('leaves forms and displays as they are', async () => {
    const { app, browser } = await openAt()
    app.actions.openView('evaluation')
    await written()
    app.actions.setEvaluation({ measure: 'transfer' })
    app.actions.setDisplay({ gradientSign: 'absolute' })
    await written()
    browser.back()
    expect(app.state()).toMatchObject({ view: 'compare', evaluation: { form: { measure: 'transfer' } } })
    expect(app.actions.currentLink()).toContain('evaluation.measure=transfer')
    expect(browser.all()).toHaveLength(2)
  })

  it('is gone back in by closing what was just opened', async () => {
    const { app, browser } = await openAt()
    app.actions.openCard('b')
    await written()
    app.actions.closeCard()
    await written()
    expect(new URL(browser.href()).search).toBe('')
    browser.forward()
    expect(app.state().cardId).toBe('b')
  })

  it('leaves a column that no address can name where it is', async () => {
    const page = await openAt()
    const { app, browser } = page
    app.session.offerModel({ id: 'own', manifestUrl: '', weightsUrl: '', logUrl: null, isMadeHere: true })
    app.actions.chooseModel('own')
    app.actions.moveModel('own', -1)
    app.actions.openView('training')
    await written()
    browser.back()
    expect(app.state().view).toBe('compare')
    expect(columns(page)).toEqual(['a', 'own', 'b'])
    expect(app.actions.currentLink()).toBe('http://localhost/page/')
  })

  it('closes a model that is being opened by Back, and goes back where it is closed', async () => {
    const store = createAppStore()
    const browser = memoryHistory('http://localhost/?view=training')
    const dismissOpening = () => store.setState({ opening: null })
    const known = { views: ['compare', 'training'], dialogs: [], rows: [], models: [] }
    const show = ({ view }: AppState) => store.setState({ view })
    new PageAddress(store, addressParameters(known), browser, show, dismissOpening).begin()
    const open = () => store.setState({ opening: { file: 'model.pth' } as AppState['opening'] })
    open()
    browser.back()
    expect(store.getState()).toMatchObject({ opening: null, view: 'training' })
    open()
    dismissOpening()
    await written()
    expect(browser.previous(), 'the first entry').toBeNull()
    store.setState({ view: 'compare' })
    await written()
    browser.back()
    expect(store.getState().view, 'Back leads on').toBe('training')
  })

  it('leads past a dialog that closed as something was chosen in it', async () => {
    const { app, browser } = await openAt()
    app.actions.openDialog('models')
    await written()
    app.actions.closeDialog()
    app.actions.openView('training')
    await written()
    expect(browser.all()).toEqual(['', '?view=training'])
  })

  it('is not left by closing what an address opened', async () => {
    const page = await openAt('?card=b')
    page.app.actions.closeCard()
    await written()
    expect(search(page)).toBe('')
    expect(page.browser.all()).toEqual([''])
  })
})

describe('a state that a file carries', () => {
  it('is read and shown again', async () => {
    const one = await openAt('?models=c&image=cifar10_00_3&eps=3&view=evaluation')
    const carried: unknown = JSON.parse(JSON.stringify(one.app.actions.readPageState()))
    const other = await openAt()
    other.app.actions.applyPageState(carried)
    await other.app.untilIdle()
    await other.app.until(() => expect(other.app.state().image?.galleryId).toBe('cifar10_00_3'))
    expect(other.app.actions.currentLink()).toBe(one.app.actions.currentLink())
    other.browser.back()
    expect(columns(other)).toEqual(['a', 'b'])
  })

  it.each([
    ['null', null, 'carries no state'],
    ['no format', { parameters: {} }, 'carries no state'],
    ['a newer format', { format: 'gradlens-page-state', formatVersion: 2, parameters: {} }, 'format 2'],
    ['a number', { format: 'gradlens-page-state', formatVersion: 1, parameters: { eps: 3 } }, 'damaged'],
    [
      'a long text',
      { format: 'gradlens-page-state', formatVersion: 1, parameters: { eps: '3'.repeat(20_000) } },
      'damaged',
    ],
  ])('is refused in one sentence if it is or has %s', async (_, given, part) => {
    const { app } = await openAt()
    const state = app.state()
    expect(() => app.actions.applyPageState(given)).toThrow(part)
    expect(app.state()).toBe(state)
  })
})
