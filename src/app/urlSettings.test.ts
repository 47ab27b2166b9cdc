import { describe, expect, it } from 'vitest'
import { createFakeApp } from '../testing/fakeApp'
import { expectSentence } from '../testing/sentence'
import { keepUrl, readBackendFromUrl, readModelsFromUrl, withModelsInUrl } from './urlSettings'

const SHIPPED = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
const read = (search: string) => readModelsFromUrl(search, SHIPPED)
const NOTHING = { chosen: [], card: null, notice: null }

it.each([
  ['?backend=wasm', 'wasm'],
  ['?backend=webgpu&models=a', 'webgpu'],
  ['?backend=cuda', 'auto'],
  ['', 'auto'],
])('the backend of "%s" is %s', (search, backend) => {
  expect(readBackendFromUrl(search)).toBe(backend)
})

describe('models in the address', () => {
  it('keep their order', () => {
    expect(read('?models=c,a')).toEqual({ ...NOTHING, chosen: ['c', 'a'] })
    expect(read('?models=c%2Ca')).toEqual({ ...NOTHING, chosen: ['c', 'a'] })
  })

  it.each(['', '?', '?models=', '?models=,', '?card='])('are none in "%s"', (search) => {
    expect(read(search)).toEqual(NOTHING)
  })

  it('are shown once each', () => {
    expect(read('?models=a,a,b,a').chosen).toEqual(['a', 'b'])
  })

  it('can come with a card', () => {
    expect(read('?models=a&card=b')).toEqual({ chosen: ['a'], card: 'b', notice: null })
  })

  it('that are unknown are left out, and reported in one sentence', () => {
    const { chosen, notice } = read('?models=a,nobody,b')
    expect(chosen).toEqual(['a', 'b'])
    expectSentence(notice ?? '', '"nobody"', 'is not a model')
  })

  it.each([
    ['two', '?models=x,a,y', '"x" and "y"', 'are not models'],
    ['four', '?models=w,x,y,z', '"w", "x", "y" and 1 more'],
    ['the card', '?models=a&card=x', '"x"'],
    ['model and card', '?models=x&card=y', '"x" and "y"'],
    ['the same', '?models=x,x&card=x', '"x", which is not a model'],
    ['an endless id', `?models=${'x'.repeat(5000)}`, `"${'x'.repeat(40)}"`],
    ['the name of any object', '?models=constructor,__proto__', '"constructor" and "__proto__"'],
  ])('of which %s are unknown are reported in one sentence', (_, search, ...parts) => {
    const { card, notice } = read(search)
    expectSentence(notice ?? '', ...parts)
    expect(card).toBeNull()
  })

  it('are limited to six', () => {
    const { chosen, notice } = read('?models=a,b,c,d,e,f,g')
    expect(chosen).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
    expectSentence(notice ?? '', '7 models', 'first 6')
  })

  it('are limited to six, unknown ones included, in one sentence', () => {
    expectSentence(read('?models=x,a,b,c,d,e,f,g').notice ?? '', '"x"', '7 models')
  })
})

describe('the address', () => {
  const HREF = 'http://localhost/page/?backend=wasm#there'

  it('takes models and card, and keeps the rest', () => {
    expect(withModelsInUrl(HREF, ['a', 'b'], 'b')).toBe('http://localhost/page/?backend=wasm&models=a,b&card=b#there')
  })

  it('keeps models that were not chosen anew, and drops the card', () => {
    expect(withModelsInUrl('http://localhost/?models=b,a&card=b', null, null)).toBe('http://localhost/?models=b,a')
  })

  it('is read as it was written', () => {
    const { search } = new URL(withModelsInUrl(HREF, ['g', 'a'], 'c'))
    expect(read(search)).toEqual({ chosen: ['g', 'a'], card: 'c', notice: null })
    expect(readBackendFromUrl(search)).toBe('wasm')
  })

  it('follows what is chosen, moved, removed and opened, and nothing else', async () => {
    const app = createFakeApp({ models: ['a', 'b'], zoo: ['a', 'b', 'c'] })
    let href = 'http://localhost/'
    const replaced: string[] = []
    const started = app.session.start()
    keepUrl(
      app.store,
      () => href,
      (next) => {
        href = next
        replaced.push(new URL(next).search)
      },
    )
    await started
    app.actions.setAttackSettings({ steps: 3 })
    await app.untilIdle()
    expect(replaced).toEqual([])
    app.actions.openCard('b')
    app.actions.closeCard()
    app.actions.chooseModel('c')
    app.actions.moveModel('c', -1)
    app.actions.removeModel('a')
    await app.untilIdle()
    expect(replaced).toEqual(['?card=b', '', '?models=a,b,c', '?models=a,c,b', '?models=c,b'])
  })
})
