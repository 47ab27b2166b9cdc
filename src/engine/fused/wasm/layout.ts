/** @file Where the buffers of a pass lie in the arena: memory of what is done with is used again. */
import type { Buffer, Instruction, Program } from '../instructions'
import { buffersDoneAfter, buffersWrittenBy } from '../plan/liveness'
import { type Compiled, valuesOf } from './compilation'

/** Offsets in the arena, in bytes. */
export interface MemoryLayout {
  readonly buffers: ReadonlyMap<Buffer, number>
  /** Of each instruction's own temporaries, forward and then backward. */
  readonly temporaries: readonly (readonly number[])[]
  readonly bytes: number
}

/** Of two vectors. What reads the last of a row's values in whole vectors stays within the arena. */
const ALIGNMENT = 32
export const SLACK = 64

/** ArenaRoom in a row without end, given out at the lowest place that is free. */
export class ArenaRoom {
  private taken: { readonly from: number; readonly to: number }[] = []
  most = 0

  /** The same room, to be given out in another way from here on. */
  copy(): ArenaRoom {
    const room = new ArenaRoom()
    room.taken = [...this.taken]
    room.most = this.most
    return room
  }

  take(bytes: number): number {
    // Of nothing some, since two pieces must not begin at one place.
    const wanted = Math.max(Math.ceil(bytes / ALIGNMENT), 1) * ALIGNMENT
    let from = 0
    let at = 0
    while (at < this.taken.length && (this.taken[at] as { from: number }).from - from < wanted) {
      from = (this.taken[at] as { to: number }).to
      at++
    }
    this.taken.splice(at, 0, { from, to: from + wanted })
    this.most = Math.max(this.most, from + wanted)
    return from
  }

  giveBack(from: number): void {
    this.taken = this.taken.filter((piece) => piece.from !== from)
  }
}

/** @param compiled of each instruction, forward and then backward */
export function layOut(program: Program, compiled: readonly Compiled[], images: number): MemoryLayout {
  const room = new ArenaRoom()
  const buffers = new Map<Buffer, number>()
  const temporaries: number[][] = []
  const take = (values: number) => room.take(images * values * 4)
  const place = (buffer: Buffer) => {
    if (!buffers.has(buffer)) buffers.set(buffer, take(valuesOf(program.buffers[buffer] as [number, number, number])))
  }
  const walk = (instructions: readonly Instruction[], done: readonly (readonly Buffer[])[]) => {
    for (const [i, instruction] of instructions.entries()) {
      for (const buffer of buffersWrittenBy(instruction)) place(buffer)
      const own = (compiled[temporaries.length]?.temporaries ?? []).map(take)
      temporaries.push(own)
      for (const offset of own) room.giveBack(offset)
      for (const buffer of done[i] as readonly Buffer[]) room.giveBack(buffers.get(buffer) as number)
    }
  }
  const done = buffersDoneAfter(program)
  // What goes in and out stays throughout.
  for (const buffer of [program.pixels, program.logits, program.atLogits, program.atPixels]) place(buffer)
  walk(program.forward, done.forward)
  walk(program.backward, done.backward)
  return { buffers, temporaries, bytes: room.most + SLACK }
}
