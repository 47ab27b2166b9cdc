/** @file Programs with all their addresses, for batches of the sizes that were asked for. */
import { largestOf } from '../../../numbers/extremes'
import type { Kernels, OperationList } from '../../backend/wasmKernels/kernels'
import type { Operation } from '../../backend/wasmKernels/operations/operation'
import { storeOperations } from '../../backend/wasmKernels/operations/store'
import type { Buffer, Program } from '../instructions'
import type { Compiled, Pass } from './compilation'
import { layOut } from './layout'

/** Addresses, which hold for as long as the arena is where it was. */
interface PlacedProgram {
  readonly arena: number
  readonly bytes: number
  readonly words: number
  readonly forward: OperationList
  readonly backward: OperationList
  readonly pixels: number
  readonly logits: number
  readonly atLogits: number
  readonly atPixels: number
}

/** So many sizes of a batch are remembered: an evaluation halves its batches as images fall. */
const MOST = 8

export class PlacedPrograms {
  /** By the number of images. */
  private readonly programs = new Map<number, PlacedProgram>()

  /** @param compiled of each instruction, forward and then backward */
  constructor(
    private readonly program: Program,
    private readonly compiled: readonly Compiled[],
    private readonly kernels: Kernels,
  ) {}

  /** May grow the kernels' memory and move the arena, in which the results of the last pass are. */
  of(images: number): PlacedProgram {
    const found = this.programs.get(images)
    if (found !== undefined && this.kernels.heap.reserveArena(found.bytes) === found.arena) return found
    this.forget(images)
    if (this.programs.size >= MOST) this.forget(this.programs.keys().next().value as number)
    const made = this.place(images)
    this.programs.set(images, made)
    return made
  }

  dispose(): void {
    for (const images of [...this.programs.keys()]) this.forget(images)
  }

  private forget(images: number): void {
    const program = this.programs.get(images)
    if (program !== undefined) this.kernels.heap.release(program.words)
    this.programs.delete(images)
  }

  private place(images: number): PlacedProgram {
    const { program, compiled, kernels } = this
    const { heap, threadCount } = kernels
    const { buffers, temporaries, bytes } = layOut(program, compiled, images)
    // Twice: how much is written on beside the buffers does not depend on where they are.
    const operationsAt = (arena: number): readonly Operation[][] =>
      compiled.map((one, i) => {
        const pass: Pass = {
          images,
          at: (buffer) => arena + (buffers.get(buffer) as number),
          temporary: (index) => arena + (temporaries[i]?.[index] as number),
        }
        return one.operations(pass)
      })
    const scratchStep = largestOf(
      operationsAt(0).flatMap((own) => own.map(({ scratchBytes }) => scratchBytes)),
      0,
    )
    const total = bytes + scratchStep * threadCount
    const arena = heap.reserveArena(total)
    const operations = operationsAt(arena)
    const split = program.forward.length
    const forward = operations.slice(0, split).flat()
    const backward = operations.slice(split).flat()
    const { block, lists } = storeOperations(heap, [forward, backward])
    const [forwardList, backwardList] = lists.map((list) => ({ ...list, scratch: arena + bytes, scratchStep })) as [
      OperationList,
      OperationList,
    ]
    const at = (buffer: Buffer) => arena + (buffers.get(buffer) as number)
    return {
      ...{ arena, bytes: total, words: block, forward: forwardList, backward: backwardList },
      ...{ pixels: at(program.pixels), logits: at(program.logits) },
      ...{ atLogits: at(program.atLogits), atPixels: at(program.atPixels) },
    }
  }
}
