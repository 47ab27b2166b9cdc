import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { describeAttacks } from '../../engine/evaluation/describeAttacks'
import { createFakeApp, type FakeApp, memoryStorage } from '../../testing/fakeApp'
import { expectSentence } from '../../testing/sentence'
import { memoryHistory } from '../address/browserHistory'

const results = await readFile(new URL('../../plans/goldens/results.json', import.meta.url), 'utf8')
/** The same results as a run of its own. */
const fileOf = (name: string, seconds: number) => ({
  path: name,
  blob: new Blob([results.replace('"secondsComputing": 1', `"secondsComputing": ${seconds}`)]),
})
const FILES = [fileOf('a.json', 1), fileOf('b.json', 2), fileOf('c.json', 3)]

async function openApp(storage = memoryStorage(), address = 'http://localhost/'): Promise<FakeApp> {
  const app = createFakeApp({ models: ['a'], storage, browser: memoryHistory(address), answers: { describeAttacks } })
  void app.session.start()
  app.actions.followAddress()
  await app.until(() => expect(app.state().evaluation.isRestored).toBe(true))
  await app.until(() => expect(app.state().evaluation.attacks).not.toHaveLength(0))
  await app.untilIdle()
  return app
}

/** The ids of the files' runs, of which the last is shown. */
async function openFiles(app: FakeApp): Promise<readonly [string, string, string]> {
  await app.actions.openFiles(FILES)
  const found = new Map<number, string>()
  for (const { id } of app.state().kept.entries) {
    await app.actions.runs.evaluation.open(id)
    found.set(app.state().evaluation.run?.activeMs ?? 0, id)
  }
  const ids = [1000, 2000, 3000].map((activeMs) => found.get(activeMs) ?? expect.fail('a file is not kept'))
  return ids as unknown as readonly [string, string, string]
}

const laid = (app: FakeApp) => app.state().evaluation.overlaid.map(({ id }) => id)
const untilLaid = (app: FakeApp, ids: readonly string[]) => app.until(() => expect(laid(app)).toEqual(ids))

describe('runs laid over the one that is shown', () => {
  it('are in the address, in the order in which they were chosen, and Back takes them away', async () => {
    const storage = memoryStorage()
    const browser = memoryHistory('http://localhost/')
    const app = createFakeApp({ models: ['a'], storage, browser, answers: { describeAttacks } })
    void app.session.start()
    app.actions.followAddress()
    await app.until(() => expect(app.state().evaluation.isRestored).toBe(true))
    const [first, second] = await openFiles(app)
    app.actions.overlayRun(second, true)
    await untilLaid(app, [second])
    app.actions.overlayRun(first, true)
    await untilLaid(app, [second, first])
    const inAddress = () => new URL(browser.href()).searchParams.get('evaluation.overlay')
    await app.until(() => expect(inAddress()).toBe(`${second},${first}`))
    browser.back()
    await untilLaid(app, [second])
    app.actions.overlayRun(second, false)
    await untilLaid(app, [])
    expect(app.actions.currentLink()).not.toContain('overlay')
  })

  it('are there again where a link is opened in a browser that keeps them', async () => {
    const storage = memoryStorage()
    const app = await openApp(storage)
    const [first, second] = await openFiles(app)
    app.actions.overlayRun(second, true)
    app.actions.overlayRun(first, true)
    await untilLaid(app, [second, first])
    const again = await openApp(storage, app.actions.currentLink())
    await untilLaid(again, [second, first])
    expect(again.state().addressNotice).toBeNull()
  })

  it('are named where the browser does not keep them, and come once their files are opened', async () => {
    const app = await openApp()
    const [first, second] = await openFiles(app)
    app.actions.overlayRun(first, true)
    app.actions.overlayRun(second, true)
    const other = await openApp(memoryStorage(), app.actions.currentLink())
    expectSentence(other.state().addressNotice ?? '', `“${first}”, “${second}”`, 'open the files of their results')
    expect(laid(other)).toEqual([])
    await other.actions.openFiles(FILES.slice(1))
    await untilLaid(other, [second])
    await other.actions.openFiles(FILES)
    await untilLaid(other, [first, second])
  })

  it('are gone with what is deleted', async () => {
    const app = await openApp()
    const [first, second, third] = await openFiles(app)
    for (const id of [first, second]) app.actions.overlayRun(id, true)
    await untilLaid(app, [first, second])
    expect(third).not.toBe(first)
    await app.actions.deleteKept('evaluation', first)
    await untilLaid(app, [second])
    expect(app.state().evaluation.overlay).toEqual([second])
  })

  it('of an address that no run can have are told', async () => {
    const app = await openApp(memoryStorage(), 'http://localhost/?evaluation.overlay=..%2F..%2Fetc')
    expect(app.state().evaluation.overlay).toEqual([])
    expect(app.state().addressNotice).toContain('evaluation.overlay')
  })
})
