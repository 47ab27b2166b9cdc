/** @file Tries one thing many times, each time with a seed of its own, and records how often it held. */
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from '@playwright/test'
import { createRng, mixSeeds, type Rng } from '../../src/engine/random'
import { type Measured, measuredWith } from '../../tools/reliability/measured.mjs'
import { readRecord, writeRecord } from '../../tools/reliability/records.mjs'

/** Figures of one trial, by their names. */
export type Figures = Readonly<Record<string, number>>

interface Part {
  /** The record's name, which is the drill's. */
  readonly drill: string
  /** The row's name. */
  readonly what: string
  /** How often it is tried unless the command says so. */
  readonly times: number
  /** Throws if it does not hold. */
  // biome-ignore lint/suspicious/noConfusingVoidType: most trials measure nothing
  readonly trial: (random: Rng, index: number) => Promise<Figures | void>
  /** Says what all trials measured, those of earlier runs that are continued included. */
  readonly detail?: (measured: Measured) => string
}

/** Of a failure, in characters. */
const LONGEST = 2000

const { DRILL_SEED = '1', DRILL_TIMES, DRILL_UNTIL, DRILL_CONTINUE, DRILL_NO_RECORD } = process.env
const seed = Number(DRILL_SEED)
const until = Number(DRILL_UNTIL ?? Number.POSITIVE_INFINITY)

let isStopped = false
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    isStopped = true
  })

// The command may end without a signal to this process.
process.on('disconnect', () => {
  isStopped = true
})

const isOver = () => isStopped || Date.now() >= until

/** What it resolves to, or null where the time is over before, or the command is stopped. */
async function untilOver<Value>(work: Promise<Value>): Promise<Value | null> {
  const clock = new AbortController()
  const end = Number.isFinite(until) ? wait(until - Date.now(), null, clock) : new Promise<null>(() => {})
  try {
    return await Promise.race([work, end])
  } catch (error) {
    // The browser may end before this process hears of the signal that ended it.
    await wait(500)
    if (isOver()) return null
    throw error
  } finally {
    clock.abort()
    end.catch(() => {})
    work.catch(() => {})
  }
}

/**
 * Ends in a failed test if any trial did not hold, after it is recorded. What the end of the time cuts off is not counted.
 * Every trial is recorded at once, so that `--continue` goes on after any end.
 */
export async function tryOften({ drill, what, times: usual, trial, detail }: Part): Promise<void> {
  const before = DRILL_CONTINUE === undefined ? undefined : readRecord(drill)?.rows.find((row) => row.what === what)
  let { times, held, measured = {} } = before ?? { times: 0, held: 0 }
  const wanted = Number(DRILL_TIMES ?? usual)
  const failures: string[] = []
  while (times < wanted && !isOver()) {
    const index = times
    const attempt = async () => (await trial(createRng(mixSeeds(seed, index)), index)) ?? {}
    try {
      const figures = await test.step(`${what}, trial ${index}`, () => untilOver(attempt()))
      if (figures === null) break
      measured = measuredWith(measured, figures)
      held++
    } catch (error) {
      failures.push(`trial ${index} of seed ${seed}: ${(error as Error).message.slice(0, LONGEST)}`)
      console.log(failures.at(-1))
    }
    times++
    if (DRILL_NO_RECORD === undefined) {
      const row = { what, times, held, ...(detail && { measured, detail: detail(measured) }) }
      writeRecord(drill, `npm run drill -- ${drill}`, [row])
    }
  }
  console.log(`${what}: ${held} of ${times} held`)
  expect(failures).toEqual([])
}
