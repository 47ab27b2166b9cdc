import { PickleCursor } from './cursor'
import { INSTRUCTIONS } from './instructions'
import { PickleFault, PickleMachine, type PickleMeanings } from './machine'
import type { PickleValue } from './values'

const STOP = '.'.charCodeAt(0)

export interface Unpickled {
  readonly value: PickleValue
  /** Of the first byte after the pickle. */
  readonly end: number
  /** Unknown classes and functions, each once, in order of appearance. */
  readonly inertNames: readonly string[]
}

/**
 * The value of the pickle that begins at `start`. Nothing is executed, and time and memory are bounded.
 *
 * @throws PickleEnds if the bytes end before the pickle does, PickleFault if it is no pickle or too large
 */
export function unpickle(bytes: Uint8Array, start: number, meanings: PickleMeanings): Unpickled {
  const cursor = new PickleCursor(bytes, start)
  const machine = new PickleMachine(cursor, meanings)
  for (;;) {
    const position = cursor.position
    const byte = cursor.uint8()
    if (byte === STOP) break
    const instruct = INSTRUCTIONS[byte]
    if (instruct === undefined) throw new PickleFault(`has an instruction ${byte} at byte ${position}, which is none`)
    machine.step()
    instruct(machine)
  }
  return { value: machine.pop(), end: cursor.position, inertNames: [...machine.inertNames] }
}
