/**
 * @file Firefox, as Debian and Mozilla publish it, by Marionette: Playwright's own build of it is another browser, and
 * WebDriver BiDi watches all workers, which now and then blocks one for good that begins another.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { drivenPage } from './drivenPage'
import { Marionette } from './marionette'
import type { StartedBrowser, StartedPage } from './startedBrowser'

const PLACES = ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox']
const WINDOW = { width: 1440, height: 900 }
const LONGEST_START_MS = 60_000
/** One that is sent while the page loads anew may have no answer. */
const LONGEST_SCRIPT_MS = 5000
const POLLING_MS = 50

export type Preferences = Readonly<Record<string, boolean | number | string>>

function findFirefox(): string {
  const found = [process.env.FIREFOX_PATH, ...PLACES].find((path) => path && existsSync(path))
  if (found === undefined) throw new Error('No Firefox was found: install firefox-esr, or set FIREFOX_PATH.')
  return found
}

/** Firefox chooses the port, and writes it into its profile. */
async function portOf(profile: string): Promise<number> {
  for (const ends = Date.now() + LONGEST_START_MS; ; await wait(POLLING_MS)) {
    const port = Number(await readFile(join(profile, 'MarionetteActivePort'), 'utf8').catch(() => ''))
    if (port > 0) return port
    if (Date.now() > ends) throw new Error(`Firefox has not started within ${LONGEST_START_MS / 1000} s.`)
  }
}

/** @param isPrivate whether all its windows are private ones */
export async function startFirefox(isPrivate: boolean, preferences: Preferences = {}): Promise<StartedBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'gradlens-profile-'))
  const set = { 'marionette.port': 0, 'browser.privatebrowsing.autostart': isPrivate, ...preferences }
  const lines = Object.entries(set).map(
    (entry) => `user_pref(${entry.map((part) => JSON.stringify(part)).join(', ')});\n`,
  )
  await writeFile(join(profile, 'user.js'), lines.join(''))
  const firefox = spawn(findFirefox(), ['--headless', '--no-remote', '--marionette', '--profile', profile], {
    stdio: 'ignore',
  })
  const end = async () => {
    const ended = new Promise((resolve) => firefox.once('exit', resolve))
    if (isRunning(firefox) && firefox.kill()) await ended
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    const marionette = new Marionette(await portOf(profile))
    await marionette.send('WebDriver:NewSession', { capabilities: { alwaysMatch: { pageLoadStrategy: 'eager' } } })
    await marionette.send('WebDriver:SetWindowRect', WINDOW)
    return {
      newPage: () => startedPage(marionette),
      async close() {
        marionette.close()
        await end()
      },
    }
  } catch (error) {
    await end()
    throw error
  }
}

const isRunning = (child: ChildProcess) => child.exitCode === null && child.signalCode === null

/** A tab of its own, in which all commands are until it is closed. */
async function startedPage(marionette: Marionette): Promise<StartedPage> {
  const { value: first } = await marionette.send<{ value: string }>('WebDriver:GetWindowHandle')
  const { handle } = await marionette.send<{ handle: string }>('WebDriver:NewWindow', { type: 'tab' })
  await marionette.send('WebDriver:SwitchToWindow', { handle })
  return drivenPage({
    open: (url) => marionette.send('WebDriver:Navigate', { url }),
    async execute<Output>(script: string, args: readonly string[]) {
      const answer = marionette.send<{ value: Output }>('WebDriver:ExecuteScript', { script, args })
      // A document that is gone has no answer either.
      const answered = answer.then(({ value }) => value).catch(() => null)
      return Promise.race([answered, wait(LONGEST_SCRIPT_MS, null)])
    },
    async click(selector) {
      const { value } = await marionette.send<{ value: Readonly<Record<string, string>> }>('WebDriver:FindElement', {
        using: 'css selector',
        value: selector,
      })
      await marionette.send('WebDriver:ElementClick', { id: Object.values(value)[0] })
    },
    async close() {
      await marionette.send('WebDriver:CloseWindow')
      await marionette.send('WebDriver:SwitchToWindow', { handle: first })
    },
  })
}
