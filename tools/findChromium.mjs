/** @file Finds a Chromium for the tests, or installs one. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Problem } from './problem.mjs'
import { root } from './root.mjs'

/** WebGPU on the CPU, so that the tests need no graphics card, and no background network traffic. */
export const chromiumArgs = [
  '--no-sandbox',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
]

function usualPlaces() {
  if (process.platform === 'darwin') {
    return ['Chromium', 'Google Chrome'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)
  }
  if (process.platform === 'win32') {
    return [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
      .filter(Boolean)
      .flatMap((folder) => ['Google\\Chrome', 'Chromium'].map((name) => `${folder}\\${name}\\Application\\chrome.exe`))
  }
  return ['chromium', 'chromium-browser', 'google-chrome'].map((name) => `/usr/bin/${name}`)
}

function playwrightsOwn() {
  try {
    return createRequire(import.meta.url)('playwright').chromium.executablePath()
  } catch {
    // Not installed yet, or not available for this system.
    return ''
  }
}

/** The Chromiums on this computer, best first. CHROMIUM_PATH replaces them all. */
function listPresent() {
  const wished = process.env.CHROMIUM_PATH
  if (!wished) return [...usualPlaces(), playwrightsOwn()].filter((path) => path && existsSync(path))
  if (existsSync(wished)) return [wished]
  throw new Problem(
    `CHROMIUM_PATH is ${wished}, which does not exist: correct it, or unset it to find a Chromium automatically.`,
  )
}

/** The path of a Chromium on this computer, or null. */
export const findChromium = () => listPresent()[0] ?? null

/**
 * A download may lack the libraries that it needs, and some systems have a placeholder instead of Chromium.
 * Neither happens on Windows, where this check would open a window.
 */
function canStart(path) {
  return process.platform === 'win32' || spawnSync(path, ['--version'], { timeout: 30_000 }).status === 0
}

const findWorking = () => listPresent().find(canStart) ?? null

function runs(command, parameters) {
  // Without this, apt may wait for input.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync(command, parameters, { cwd: root, stdio: 'inherit', env }).status === 0
}

const installByPlaywright = () =>
  runs(process.execPath, [join(root, 'node_modules', 'playwright', 'cli.js'), 'install', 'chromium'])

function installByDebian() {
  const isRootOnDebian = process.getuid?.() === 0 && existsSync('/etc/debian_version')
  return isRootOnDebian && runs('apt-get', ['update']) && runs('apt-get', ['install', '-y', 'chromium'])
}

/** The path of a Chromium that starts, installed if there is none. */
export async function ensureChromium() {
  const present = findWorking()
  if (present) return present
  console.log('Installing Chromium for the tests, since no working one was found.')
  for (const install of [installByPlaywright, installByDebian]) {
    const path = install() ? findWorking() : null
    if (path) return path
  }
  throw new Problem(
    'No Chromium was found and none could be installed: install Chromium or Chrome, or set CHROMIUM_PATH, and run this again.',
  )
}
