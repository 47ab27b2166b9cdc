/** @file Runs the phases of training steps by the kernels of backend/wasmKernels, in their own memory. */
import type { Kernels, OperationList } from '../../../backend/wasmKernels/kernels'
import { kernelsInUse } from '../../../backend/wasmKernels/loadKernels'
import type { Operation } from '../../../backend/wasmKernels/operations/operation'
import { storeOperations } from '../../../backend/wasmKernels/operations/store'
import type { WasmMemory } from '../../../backend/wasmKernels/wasmMemory'
import * as tf from '../../../tf'
import type { Buffer } from '../../instructions'
import type { Phase, PhaseName, TrainingExecutor, TrainingProgram } from '../../training/program'
import type { Compiled, Pass } from '../compilation'
import { compileTraining } from './compile'
import { layOutTraining } from './layout'
import { TrainedParameters } from './parameters'

interface PlacedPhase {
  readonly list: OperationList
  /** Addresses. */
  readonly given: number
  readonly result: number
}

/** Addresses, which hold for as long as the arena is where it was. */
interface Placed {
  readonly arena: number
  readonly bytes: number
  readonly words: number
  readonly phases: ReadonlyMap<PhaseName, PlacedPhase>
}

/** Sizes of a batch that are remembered: a whole one and the rest. */
const MOST = 2

/** Null where a kernel is missing. */
export function trainOnWasm(program: TrainingProgram): TrainingExecutor | null {
  const kernels = kernelsInUse()
  if (kernels === null) return null
  const parameters = new TrainedParameters(program, kernels)
  const compiled = new Map<PhaseName, readonly Compiled[]>()
  for (const { name, instructions } of program.phases) {
    const own = instructions.map((instruction) => compileTraining(instruction, parameters))
    if (own.includes(null)) {
      parameters.dispose()
      return null
    }
    compiled.set(name, own as Compiled[])
  }
  return new WasmTraining(program, kernels, parameters, compiled)
}

class WasmTraining implements TrainingExecutor {
  /** By the number of images. */
  private readonly placed = new Map<number, Placed>()

  constructor(
    private readonly program: TrainingProgram,
    private readonly kernels: Kernels,
    private readonly parameters: TrainedParameters,
    private readonly compiled: ReadonlyMap<PhaseName, readonly Compiled[]>,
  ) {}

  get memoryState(): number {
    return this.kernels.runs
  }

  load(parameters: readonly tf.Tensor[]): void {
    this.parameters.load(parameters)
  }

  run(name: PhaseName, images: number, given: tf.Tensor | null): void {
    const { heap } = this.kernels
    const phase = this.phaseAt(name, images)
    if (given !== null) {
      const memory = tf.backend() as unknown as WasmMemory
      heap.floats(phase.given, given.size).set(memory.typedArrayFromHeap<Float32Array>(given))
    }
    this.kernels.run(phase.list)
  }

  result(name: PhaseName, images: number): tf.Tensor2D | tf.Tensor4D {
    const { result } = this.program.phases.find((phase) => phase.name === name) as Phase
    const [height, width, channels] = this.parameters.sizeOf(result as Buffer)
    const size = images * height * width * channels
    const values = this.kernels.heap.floats(this.phaseAt(name, images).result, size).slice()
    if (name === 'forward' || name === 'tangent') return tf.tensor2d(values, [images, channels])
    return tf.tensor4d(values, [images, height, width, channels])
  }

  gradient(parameter: number): tf.Tensor {
    return this.parameters.gradient(parameter)
  }

  bytesOf(images: number): number {
    return layOutTraining(this.program, this.compiled, images).bytes
  }

  dispose(): void {
    for (const images of [...this.placed.keys()]) this.forget(images)
    this.parameters.dispose()
  }

  /** May move the arena, in which the results of the phases before are. */
  private phaseAt(name: PhaseName, images: number): PlacedPhase {
    let placed = this.placed.get(images)
    if (placed === undefined || this.kernels.heap.reserveArena(placed.bytes) !== placed.arena) {
      this.forget(images)
      if (this.placed.size >= MOST) this.forget(this.placed.keys().next().value as number)
      placed = this.place(images)
      this.placed.set(images, placed)
    }
    return placed.phases.get(name) as PlacedPhase
  }

  private forget(images: number): void {
    const placed = this.placed.get(images)
    if (placed !== undefined) this.kernels.heap.release(placed.words)
    this.placed.delete(images)
  }

  private place(images: number): Placed {
    const { program, compiled, kernels } = this
    const { phases, bytes } = layOutTraining(program, compiled, images)
    const operationsAt = (arena: number, { name }: Phase): Operation[] => {
      const layout = phases.get(name)
      return (compiled.get(name) as readonly Compiled[]).flatMap((one, i) => {
        const pass: Pass = {
          images,
          at: (buffer) => arena + (layout?.buffers.get(buffer) as number),
          temporary: (index) => arena + (layout?.temporaries[i]?.[index] as number),
        }
        return one.operations(pass)
      })
    }
    // Twice: how much is written on beside the buffers does not depend on where they are.
    const scratchStep = program.phases
      .flatMap((phase) => operationsAt(0, phase))
      .reduce((most, { scratchBytes }) => Math.max(most, scratchBytes), 0)
    const total = bytes + scratchStep * kernels.threadCount
    const arena = kernels.heap.reserveArena(total)
    const { block, lists } = storeOperations(
      kernels.heap,
      program.phases.map((phase) => operationsAt(arena, phase)),
    )
    const addressOf = (name: PhaseName, buffer: Buffer | null) =>
      buffer === null ? 0 : arena + (phases.get(name)?.buffers.get(buffer) as number)
    const entries = program.phases.map(({ name, given, result }, i) => {
      const list = { ...(lists[i] as (typeof lists)[number]), scratch: arena + bytes, scratchStep }
      return [name, { list, given: addressOf(name, given), result: addressOf(name, result) }] as const
    })
    return { arena, bytes: total, words: block, phases: new Map(entries) }
  }
}
