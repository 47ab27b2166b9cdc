/** @file WebKitGTK, as Debian publishes it, by its WebDriver and on a screen that nobody sees: Playwright's build of it is another. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import type { StartedBrowser, StartedPage } from './startedBrowser'
import { startSession, untilAnswering } from './webDriver'

const DRIVER = '/usr/bin/WebKitWebDriver'
const FOLDERS = ['x86_64-linux-gnu', 'aarch64-linux-gnu'].map((machine) => `/usr/lib/${machine}/webkit2gtk-4.1`)
const WINDOW = { width: 1440, height: 900 }
const LONGEST_DRIVER_START_MS = 10_000
const MOST_ATTEMPTS = 3

/** WebKitGTK gives isolated pages no shared memory unless it is told to; Safari, of the same engine, does. */
const AS_IN_SAFARI = { JSC_useSharedArrayBuffer: '1' }

function findBrowser(): string {
  const found = [process.env.WEBKIT_PATH, ...FOLDERS.map((folder) => `${folder}/MiniBrowser`)].find(
    (path) => path && existsSync(path),
  )
  if (found === undefined || !existsSync(DRIVER))
    throw new Error('No WebKit was found: install webkit2gtk-driver and xvfb, or set WEBKIT_PATH to a MiniBrowser.')
  return found
}

/** Ends with this process, whatever becomes of it. */
function end(child: ChildProcess): void {
  // Of the whole group: what the driver started ends too.
  if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL')
}

/** A screen in memory; resolves to its name. */
async function startScreen(): Promise<{ readonly screen: ChildProcess; readonly display: string }> {
  const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    detached: true,
  })
  const number = await new Promise<string>((resolve, reject) => {
    screen.once('error', () => reject(new Error('WebKit needs a screen: install xvfb.')))
    screen.stdio[3]?.once('data', (text: Buffer) => resolve(text.toString().trim()))
  })
  return { screen, display: `:${number}` }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

interface Launch {
  readonly binary: string
  readonly display: string
  readonly isPrivate: boolean
  readonly hasSharedMemory: boolean
}

/** A browser of its own for the page, since its driver can have one only. */
async function startedPage({ binary, display, isPrivate, hasSharedMemory }: Launch): Promise<StartedPage> {
  const port = await freePort()
  const env = { ...process.env, DISPLAY: display, LIBGL_ALWAYS_SOFTWARE: '1', ...(hasSharedMemory && AS_IN_SAFARI) }
  const driver = spawn(DRIVER, [`--port=${port}`], { env, stdio: 'ignore', detached: true })
  try {
    const address = `http://127.0.0.1:${port}`
    await untilAnswering(address, LONGEST_DRIVER_START_MS)
    const args = ['--automation', ...(isPrivate ? ['--private'] : [])]
    const page = await startSession(address, { 'webkitgtk:browserOptions': { binary, args } }, WINDOW)
    return {
      ...page,
      async close() {
        await page.close().catch(() => {})
        end(driver)
      },
    }
  } catch (error) {
    end(driver)
    throw error
  }
}

/** The driver sometimes ends before its browser has started, of which the page knows nothing. */
async function withAttempts<Value>(start: () => Promise<Value>): Promise<Value> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await start()
    } catch (error) {
      if (attempts === MOST_ATTEMPTS) throw error
    }
  }
}

/**
 * @param isPrivate whether its windows are private ones
 * @param hasSharedMemory whether isolated pages have what threads need, as they do in Safari
 */
export async function startWebkit(isPrivate: boolean, hasSharedMemory: boolean): Promise<StartedBrowser> {
  const binary = findBrowser()
  const { screen, display } = await startScreen()
  return {
    newPage: () => withAttempts(() => startedPage({ binary, display, isPrivate, hasSharedMemory })),
    close: async () => end(screen),
  }
}
