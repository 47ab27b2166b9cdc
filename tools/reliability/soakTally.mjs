/** @file Counts what became of the files that were read, and says of each that went wrong how to read it again. */
import { ask } from './readerProcess.mjs'

/** What a file may cost: this much time without a chance to cancel, and this much memory beside four times its size. */
export const LIMIT_MS = 2000
export const LIMIT_BESIDE_MB = 64
export const LIMIT_TIMES = 4

const MB = 1024 * 1024

const isLarge = ({ spent, bytes }) => spent.megabytes > LIMIT_BESIDE_MB + (LIMIT_TIMES * bytes) / MB

export class Tally {
  #ask

  /** @param reading how a file is read, where it is not by a process */
  constructor(reading = ask) {
    this.#ask = reading
  }

  /** By format and seed, or by kind of bomb and scale. */
  groups = new Map()
  isClean = true

  /** Has a task's files read, and counts them; after one that hangs or crashes, those behind it. */
  async add({ group, part, asked }, reader) {
    const { told, ended, errors } = await this.#ask(reader, asked)
    const count = this.#groupOf(group, part, asked.kind)
    for (const message of told) {
      if (message.kind === 'read') this.#count(count, message, asked, await this.#needed(message, reader, asked))
    }
    if (ended === 'done') return
    const last = told.findLast(({ kind }) => kind === 'begins') ?? { run: asked.first }
    count.files++
    count[ended === 'hang' ? 'hangs' : 'crashes']++
    this.#report(ended, last, asked, errors)
    const done = last.run + 1 - asked.first
    if (asked.runs === undefined || asked.runs > done) {
      await this.add(
        { group, part, asked: { ...asked, first: last.run + 1, runs: asked.runs && asked.runs - done } },
        reader,
      )
    }
  }

  /** Megabytes that reading it needs: where it took too many, of garbage too, it is read again by who collects early. */
  async #needed(message, reader, asked) {
    const { run, name, spent } = message
    if (!isLarge(message)) return spent.megabytes
    const alone = asked.kind === 'bombs' ? { only: name } : { first: run, runs: 1 }
    const { told, ended } = await this.#ask(reader, { ...asked, ...alone }, true)
    const again = told.find(({ kind }) => kind === 'read')
    return ended === 'done' && again !== undefined ? again.spent.megabytes : spent.megabytes
  }

  #groupOf(name, part, kind) {
    const group = `${kind} ${name} ${part}`
    const fresh = {
      kind,
      name,
      part,
      files: 0,
      read: 0,
      hangs: 0,
      crashes: 0,
      faults: 0,
      slow: 0,
      large: 0,
      collected: 0,
      ms: 0,
      megabytes: 0,
    }
    if (!this.groups.has(group)) this.groups.set(group, fresh)
    return this.groups.get(group)
  }

  #count(count, message, asked, megabytes) {
    const { spent, bytes, fault, outcome } = message
    const { ms, silentMs } = spent
    count.files++
    if (outcome === 'read') count.read++
    count.ms = Math.max(count.ms, Math.min(ms, silentMs))
    count.megabytes = Math.max(count.megabytes, megabytes)
    const isSlow = ms > LIMIT_MS && silentMs > LIMIT_MS
    const isTooLarge = isLarge({ spent: { megabytes }, bytes })
    if (fault !== null) count.faults++
    if (isSlow) count.slow++
    if (isTooLarge) count.large++
    if (!isTooLarge && isLarge(message)) count.collected++
    if (fault !== null) this.#report('fault', message, asked, fault)
    if (isSlow || isTooLarge) {
      const cost = `${Math.round(ms)} ms, ${Math.round(silentMs)} ms of them silent, ${Math.round(megabytes)} MB for ${bytes} bytes`
      this.#report(isSlow ? 'slow' : 'large', message, asked, `${cost}: ${outcome}`)
    }
  }

  #report(what, { run, name }, asked, text) {
    this.isClean = false
    const again =
      asked.kind === 'mutations'
        ? `--only ${JSON.stringify(asked.format)} --seed ${asked.seed} --run ${run}`
        : `--only ${JSON.stringify(asked.family)} (${name}, at ${asked.scale})`
    console.error(`${what}: npm run soak -- ${again}\n${text}\n`)
  }

  text() {
    return [...this.groups.values()]
      .map(({ name, kind, part, ...counts }) => {
        const values = Object.entries(counts).map(([key, value]) => `${key} ${Math.round(value)}`)
        return `${kind === 'bombs' ? 'bombs of ' : ''}${name}, ${part}: ${values.join(', ')}`
      })
      .join('\n')
  }
}
