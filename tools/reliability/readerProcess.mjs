/** @file A process that reads files, ended when it computes for too long without a word. */
import { fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { getPriority, setPriority } from 'node:os'

/** What it may compute, in seconds: time that others take from it does not count. */
const SILENT_SECONDS = 20
/** Where the system does not tell what it computes, and for one that waits for ever. */
const SILENT_MS = 300_000
const WATCH_MS = 1000
/** A watch that comes later than this was stopped itself, as in a computer that sleeps, and so was the reader. */
const LATE_MS = 10 * WATCH_MS

/** Lower than a person's own programs. */
const PRIORITY = 10

/** Of the processor's time, by Linux's clock of a hundred a second; null elsewhere. */
function secondsComputed(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return null
  }
}

/** Of V8: a young generation of a few megabytes, and a full collection when the heap has grown by a half. */
const COLLECTING_EARLY = ['--max-semi-space-size=2', '--heap-growing-percent=50']

/**
 * Resolves to all that it told, and to how it ended: "done", "hang" or "crash".
 *
 * @param asked a message of src/testing/soak/messages.ts
 * @param collectsEarly whether garbage is collected soon, so that the memory is nearly what the reader needs
 */
export function ask(reader, asked, collectsEarly = false) {
  return new Promise((resolve) => {
    const execArgv = ['--expose-gc', ...(collectsEarly ? COLLECTING_EARLY : [])]
    const child = fork(reader, { execArgv, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
    setPriority(child.pid, Math.max(PRIORITY, getPriority()))
    const told = []
    let [ended, errors] = ['crash', '']
    let [silentMs, watched, computed] = [0, Date.now(), secondsComputed(child.pid)]
    const watch = setInterval(() => {
      silentMs += Math.min(Date.now() - watched, LATE_MS)
      watched = Date.now()
      const now = secondsComputed(child.pid)
      const isHanging = now !== null && computed !== null && now - computed > SILENT_SECONDS
      if (!isHanging && silentMs < SILENT_MS) return
      ended = 'hang'
      child.kill('SIGKILL')
    }, WATCH_MS)
    child.stderr.on('data', (text) => {
      errors = (errors + text).slice(-2000)
    })
    child.on('message', (message) => {
      silentMs = 0
      computed = secondsComputed(child.pid)
      told.push(message)
      if (message.kind === 'done') ended = 'done'
    })
    child.on('close', () => {
      clearInterval(watch)
      resolve({ told, ended, errors })
    })
    child.send(asked)
  })
}
