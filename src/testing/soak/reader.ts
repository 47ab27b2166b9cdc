/** @file The process of `npm run soak` in which files are read: mutated ones in turn, and bombs one a process. */
import fc from 'fast-check'
import type { JobControl } from '../../engine/jobControl'
import { BOMB_FAMILIES } from '../bombs/families'
import { outcomeOf } from '../bombs/outcome'
import { anyMutation, mutationOf } from '../mutations/changes'
import { mutatedFormats } from '../mutations/formats'
import { measureSpending } from '../spent'
import type { Asked, Told } from './messages'
import { measurePeak } from './peakMemory'

const tell = (told: Told) => new Promise<void>((resolve) => process.send?.(told, () => resolve()))

/** Progress is told at most so often. */
const PROGRESS_MS = 2000

const computed = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** How long nobody could cancel: the most that was computed between two checkpoints, the beginning and the end. */
function watchProgress(): { readonly control: JobControl; readonly silentMs: () => number } {
  let [last, longest] = [computed(), 0]
  let told = performance.now()
  const note = () => {
    const now = computed()
    longest = Math.max(longest, now - last)
    last = now
  }
  return {
    control: {
      async checkpoint() {
        note()
        if (performance.now() - told > PROGRESS_MS) {
          await tell({ kind: 'progress' })
          told = performance.now()
        } else await new Promise(setImmediate)
        last = computed()
      },
    },
    silentMs: () => {
      note()
      return longest
    },
  }
}

async function readOne(
  run: number,
  bytes: Uint8Array,
  read: (control: JobControl) => Promise<unknown>,
  name?: string,
): Promise<void> {
  await tell({ kind: 'begins', run, ...(name !== undefined && { name }) })
  const { control, silentMs } = watchProgress()
  const [spent, peak] = [measureSpending(), measurePeak()]
  let [fault, outcome]: [string | null, string] = [null, '']
  try {
    outcome = await outcomeOf(() => read(control))
  } catch (error) {
    fault = error instanceof Error ? (error.stack ?? error.message) : String(error)
  }
  const [{ ms }, megabytes] = [spent(), peak()]
  await tell({
    kind: 'read',
    run,
    ...(name !== undefined && { name }),
    spent: { ms, megabytes, silentMs: silentMs() },
    bytes: bytes.length,
    fault: fault?.slice(0, 500) ?? null,
    outcome: outcome.slice(0, 200),
  })
}

async function answer(asked: Asked): Promise<void> {
  if (asked.kind === 'list') {
    const families = BOMB_FAMILIES.map(({ kind }) => kind)
    await tell({ kind: 'list', formats: [...(await mutatedFormats()).keys()], families })
  } else if (asked.kind === 'mutations') {
    const format = (await mutatedFormats()).get(asked.format)
    if (format === undefined) throw new Error(`There is no format "${asked.format}".`)
    const mutations = fc.sample(anyMutation, { seed: asked.seed, numRuns: asked.first + asked.runs })
    for (let run = asked.first; run < mutations.length; run++) {
      const bytes = mutationOf(format, mutations[run] as (typeof mutations)[number])
      await readOne(run, bytes, () => format.read(bytes))
    }
  } else {
    const family = BOMB_FAMILIES.find(({ kind }) => kind === asked.family)
    if (family === undefined) throw new Error(`There are no bombs of ${asked.family}.`)
    for (const [run, { name, make }] of [...family.bombs(asked.scale).entries()].slice(asked.first)) {
      if (asked.only !== undefined && asked.only !== name) continue
      const bytes = make()
      // What the making has left behind is not the reader's.
      globalThis.gc?.()
      await readOne(run, bytes, (control) => family.read(bytes, control), name)
    }
  }
  await tell({ kind: 'done' })
}

process.on('message', (asked: Asked) => {
  answer(asked).then(
    () => process.disconnect(),
    (error) => {
      console.error(error)
      process.exit(1)
    },
  )
})
