/** @file Tries one thing many times, each time with a seed of its own, and records how often it held. */
import { expect, test } from '@playwright/test'
import { createRng, mixSeeds, type Rng } from '../../src/engine/random'
import { readRecord, writeRecord } from '../../tools/reliability/records.mjs'

interface Part {
  /** The record's name, which is the drill's. */
  readonly drill: string
  /** The row's name. */
  readonly what: string
  /** How often it is tried unless the command says so. */
  readonly times: number
  /** Throws if it does not hold. */
  readonly trial: (random: Rng, index: number) => Promise<void>
  /** What was measured meanwhile. */
  readonly detail?: () => string
}

/** Of a failure, in characters. */
const LONGEST = 2000

const { DRILL_SEED = '1', DRILL_TIMES, DRILL_SECONDS, DRILL_CONTINUE, DRILL_NO_RECORD } = process.env
const seed = Number(DRILL_SEED)
const began = Date.now()

const isOver = () => DRILL_SECONDS !== undefined && Date.now() - began > 1000 * Number(DRILL_SECONDS)

/** Ends in a failed test if any trial did not hold, after it is recorded. */
export async function tryOften({ drill, what, times: usual, trial, detail }: Part): Promise<void> {
  const before = DRILL_CONTINUE === undefined ? undefined : readRecord(drill)?.rows.find((row) => row.what === what)
  const done = before !== undefined && before.held === before.times ? before.times : 0
  const times = Number(DRILL_TIMES ?? usual)
  const failures: string[] = []
  let index = done
  for (; index < times && !isOver(); index++) {
    try {
      await test.step(`${what}, trial ${index}`, () => trial(createRng(mixSeeds(seed, index)), index))
    } catch (error) {
      failures.push(`trial ${index} of seed ${seed}: ${(error as Error).message.slice(0, LONGEST)}`)
      console.log(failures.at(-1))
    }
  }
  const held = index - failures.length
  console.log(`${what}: ${held} of ${index} held`)
  if (DRILL_NO_RECORD === undefined && index > done) {
    const measured = detail?.()
    const row = { what, times: index, held, ...(measured !== undefined && { detail: measured }) }
    writeRecord(drill, `npm run drill -- ${drill}`, [row])
  }
  expect(failures).toEqual([])
}
