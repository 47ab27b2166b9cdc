import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { describeAttacks } from '../../engine/evaluation/describeAttacks'
import { withCarriedText } from '../../images/carriedText'
import { createFakeApp } from '../../testing/fakeApp'
import { expectSentence } from '../../testing/sentence'
import { eps255, toEps01 } from '../../units'

/** A PNG of one pixel as far as its chunks matter. */
const PNG = Uint8Array.from(
  '\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0\x90wS\xde\0\0\0\0IEND\xaeB`\x82',
  (character) => character.charCodeAt(0),
)

const fileOf = (bytes: Uint8Array<ArrayBuffer>, path = 'figure.png') => ({ path, blob: new Blob([bytes]) })
const figureOf = (state: unknown) =>
  fileOf(withCarriedText(PNG, typeof state === 'string' ? state : JSON.stringify(state)))

async function openApp() {
  const app = createFakeApp({ models: ['a', 'b'], zoo: ['a', 'b', 'c'], answers: { describeAttacks } })
  void app.session.start()
  app.actions.followAddress()
  await app.actions.openComparison()
  await app.until(() => expect(app.state().evaluation.attacks).not.toHaveLength(0))
  await app.untilIdle()
  return app
}

beforeEach(() => {
  vi.stubGlobal('fetch', async (url: string) => new Response(url))
})
afterEach(() => {
  vi.unstubAllGlobals()
})

describe('a figure that was saved on the page', () => {
  it('restores the state on another page, and can be opened as an image', async () => {
    const one = await openApp()
    one.actions.chooseModel('c')
    one.actions.removeModel('a')
    one.actions.chooseLabel('truck')
    one.actions.setAttackSettings({ epsilon: toEps01(eps255(4)), seed: 7 })
    const figure = figureOf(one.actions.readPageState())

    const other = await openApp()
    await other.actions.openFiles([figure])
    expect(other.actions.currentLink()).toBe(one.actions.currentLink())
    expect(other.state().models.map(({ id }) => id)).toEqual(['b', 'c'])
    expect(other.state().attack.choice).toEqual(one.state().attack.choice)
    const { fileNotice } = other.state()
    expect(fileNotice?.message).toMatch(/figure\.png.* was saved/)

    await other.actions.openPicture(fileNotice?.picture ?? expect.fail('it is no picture'))
    expect(other.state().image?.name).toBe('figure.png')
    expect(other.state().fileNotice).toBeNull()
  })

  it.each([
    { what: 'no JSON', state: 'x', parts: ['is not JSON', 'open it as an image'] },
    { what: 'newer', state: { format: 'gradlens-page-state', formatVersion: 9, parameters: {} }, parts: ['format 9'] },
    { what: 'something else', state: { format: 'other' }, parts: ['no state'] },
  ])('with a state that is $what says so, and nothing changes', async ({ state, parts }) => {
    const app = await openApp()
    const before = app.actions.currentLink()
    await app.actions.openFiles([figureOf(state)])
    const { fileNotice } = app.state()
    expect(fileNotice).toMatchObject({ kind: 'refused', picture: { name: 'figure.png' } })
    expectSentence(fileNotice?.message ?? '', ...parts)
    expect(app.actions.currentLink()).toBe(before)
  })
})

it('a PNG without a state is an image as ever', async () => {
  const app = await openApp()
  await app.actions.openFiles([fileOf(PNG, 'plain.png')])
  expect(app.state().image?.name).toBe('plain.png')
  expect(app.state().fileNotice).toBeNull()
})
