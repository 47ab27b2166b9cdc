/** @file Where the buffers of a training step lie in the arena. */
import type { Buffer } from '../../instructions'
import { readsOf, writesOf } from '../../training/liveness'
import type { Phase, PhaseName, TrainingProgram } from '../../training/program'
import { type Compiled, valuesOf } from '../compilation'
import { ArenaRoom, SLACK } from '../layout'

/** Offsets in the arena, in bytes. */
export interface PhaseLayout {
  readonly buffers: ReadonlyMap<Buffer, number>
  /** Of each instruction's own temporaries. */
  readonly temporaries: readonly (readonly number[])[]
}

export interface TrainingLayout {
  readonly phases: ReadonlyMap<PhaseName, PhaseLayout>
  readonly bytes: number
}

/** Phases that come after the same one use the same memory: only one of them runs. */
export function layOutTraining(
  { buffers, phases }: TrainingProgram,
  compiled: ReadonlyMap<PhaseName, readonly Compiled[]>,
  images: number,
): TrainingLayout {
  const given = phases.flatMap(({ given, result }) => [given, result]).filter((buffer) => buffer !== null)
  const layouts = new Map<PhaseName, PhaseLayout>()
  const bytesOf = (values: number) => images * values * 4
  const take = (room: ArenaRoom, buffer: Buffer) =>
    room.take(bytesOf(valuesOf(buffers[buffer] as [number, number, number])))
  const following = (name: PhaseName | null) => phases.filter(({ after }) => after === name)
  const readAfter = (phase: Phase): Buffer[] =>
    following(phase.name).flatMap((next) => [...next.instructions.flatMap(readsOf), ...readAfter(next)])
  let most = 0

  function walk(phase: Phase, room: ArenaRoom, placed: ReadonlyMap<Buffer, number>): void {
    const at = new Map(placed)
    const done = lastUses(phase, [...given, ...readAfter(phase)])
    const temporaries: number[][] = []
    for (const [i, instruction] of phase.instructions.entries()) {
      for (const buffer of writesOf(instruction)) if (!at.has(buffer)) at.set(buffer, take(room, buffer))
      const own = (compiled.get(phase.name)?.[i]?.temporaries ?? []).map((values) => room.take(bytesOf(values)))
      temporaries.push(own)
      for (const offset of own) room.giveBack(offset)
      for (const buffer of done[i] as readonly Buffer[]) room.giveBack(at.get(buffer) as number)
    }
    most = Math.max(most, room.most)
    layouts.set(phase.name, { buffers: at, temporaries })
    for (const next of following(phase.name)) walk(next, room.copy(), at)
  }

  const room = new ArenaRoom()
  const always = new Map([...new Set(given)].map((buffer) => [buffer, take(room, buffer)]))
  for (const phase of following(null)) walk(phase, room, always)
  return { phases: layouts, bytes: most + SLACK }
}

/** Of each instruction, the buffers that nothing uses after it. */
function lastUses({ instructions }: Phase, kept: readonly Buffer[]): readonly (readonly Buffer[])[] {
  const seen = new Set(kept)
  const fromTheEnd = instructions.toReversed().map((instruction) => {
    const used = new Set([...readsOf(instruction), ...writesOf(instruction)])
    const last = [...used].filter((buffer) => !seen.has(buffer))
    for (const buffer of last) seen.add(buffer)
    return last
  })
  return fromTheEnd.toReversed()
}
