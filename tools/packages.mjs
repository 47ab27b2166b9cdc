/** @file Installs the packages of the lock file if they are missing. Uses only what comes with Node. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findMismatch } from './lockMatch.mjs'
import { Problem } from './problem.mjs'
import { root } from './root.mjs'

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

function whyInstall() {
  const lock = readJson(join(root, 'package-lock.json'))
  if (!lock)
    throw new Problem('package-lock.json is missing or is not JSON: restore it with `git checkout package-lock.json`.')
  // npm writes this file only when an installation is complete.
  const installed = readJson(join(root, 'node_modules', '.package-lock.json'))
  if (!installed) return 'node_modules is absent or incomplete'
  const mismatch = findMismatch(lock, installed)
  if (mismatch) return mismatch
  const lost = Object.keys(installed.packages).find((path) => !existsSync(join(root, path)))
  return lost ? `${lost} is missing` : null
}

function runNpm(parameters) {
  const options = { cwd: root, stdio: 'inherit' }
  const npm = process.env.npm_execpath ?? ''
  // Under `npm start` this is the npm that runs us; on Windows it avoids the shell that npm.cmd needs.
  if (npm.endsWith('npm-cli.js')) return spawnSync(process.execPath, [npm, ...parameters], options)
  return spawnSync('npm', parameters, { ...options, shell: process.platform === 'win32' })
}

/** Brings node_modules in line with package-lock.json, if it is not already. */
export function installMissing() {
  const reason = whyInstall()
  if (!reason) return
  console.log(`Installing packages: ${reason}.`)
  // Development and optional packages are included explicitly, as a person's npm settings may exclude them.
  const { status, error } = runNpm(['ci', '--include=dev', '--include=optional'])
  if (error)
    throw new Problem(`npm could not be started (${error.message}): install Node.js with npm and run this again.`)
  if (status !== 0) {
    throw new Problem(
      `npm ci ended with code ${status}: see its message above, check the network connection, and run this again.`,
    )
  }
}
