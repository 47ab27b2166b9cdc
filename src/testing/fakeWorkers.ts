/** @file Stand-ins for the engine's worker, for tests of the page's side of it. No arithmetic: answers are canned. */
import type { WorkerLike } from '../client/engineClient'
import type { Manifest } from '../engine/checkpoints/manifest'
import { JobCancelled, type JobControl } from '../engine/jobControl'
import type { AttackOutcome, Inspection } from '../engine/types'
import { type Picture, pixels01 } from '../units'
import { JobQueue } from '../worker/jobQueue'
import type { CallMessage, CallName, Calls, FromWorker, ToWorker } from '../worker/messages'

/** Keeps what it is told, and says what the test has it say. */
export class FakeWorker implements WorkerLike {
  onmessage: WorkerLike['onmessage'] = null
  onerror: WorkerLike['onerror'] = null
  readonly received: ToWorker[] = []
  isTerminated = false

  postMessage(message: ToWorker): void {
    // A terminated worker takes messages, and nothing comes of them.
    if (!this.isTerminated) this.receive(structuredClone(message))
  }

  terminate(): void {
    this.isTerminated = true
  }

  send(message: FromWorker): void {
    // Cloned before: what can not be is an error of the worker.
    const data = structuredClone(message)
    if (!this.isTerminated) this.onmessage?.({ data } as MessageEvent<FromWorker>)
  }

  fail(message: string | undefined): void {
    this.onerror?.({ message } as ErrorEvent)
  }

  /** The inputs of all calls of one name, in order. */
  inputs<Name extends CallName>(name: Name): Calls[Name]['input'][] {
    return this.calls(name).map(({ input }) => input as Calls[Name]['input'])
  }

  calls(name?: CallName): CallMessage[] {
    return this.received.filter((message) => message.type === 'call').filter((call) => !name || call.name === name)
  }

  protected receive(message: ToWorker): void {
    this.received.push(message)
  }
}

export type Answers = {
  readonly [Name in CallName]: (
    input: Calls[Name]['input'],
    control: JobControl,
  ) => Calls[Name]['output'] | Promise<Calls[Name]['output']>
}

/** Answers as the engine does, one job after another, and knows only the models that it loaded itself. */
export class AnsweringWorker extends FakeWorker {
  private readonly queue = new JobQueue((message) => this.send(message))
  private readonly loaded = new Set<string>()

  constructor(private readonly answers: Answers) {
    super()
  }

  lose(message: string): void {
    this.send({ type: 'backendLost', message })
  }

  protected override receive(message: ToWorker): void {
    super.receive(message)
    if (message.type === 'cancel') this.queue.cancel(message.jobId)
    else this.queue.add(message.jobId, (control) => this.answer(message, control))
  }

  private async answer({ name, input }: CallMessage, control: JobControl): Promise<unknown> {
    if (this.isTerminated) throw new JobCancelled()
    if ('modelId' in input && !this.loaded.has(input.modelId)) {
      throw new Error(`The model "${input.modelId}" is not loaded; load it first.`)
    }
    const output = await (this.answers[name] as (input: unknown, control: JobControl) => unknown)(input, control)
    if (name === 'loadModel') this.loaded.add((output as Calls['loadModel']['output']).id)
    return output
  }
}

export const cannedManifest = (id: string) => ({ id, name: id, input: { height: 2, width: 2 } }) as Manifest

/** A grey picture; equal greys are equal pictures. */
export function cannedPicture(grey: number, side = 2): Picture {
  return { pixels: pixels01(new Float32Array(side * side * 3).fill(grey)), height: side, width: side }
}

/** What a model without a label of its own is asked for. */
export const OWN_PREDICTION = 3

const cannedInspection = (label: number | null): Inspection => ({
  logits: new Float32Array([0, 0, 0, 1]),
  label: label ?? OWN_PREDICTION,
  loss: 1,
  gradient: new Float32Array(12),
  gradientL1: 0,
  gradientL2: 0,
  edgeAlignment: 0,
})

const cannedOutcome = ({ pixels }: Picture): AttackOutcome => ({
  attacked: pixels,
  logits: new Float32Array(4),
  losses: [1, 2],
  held: false,
})

export const cannedAnswers: Answers = {
  start: ({ backend }) => ({
    name: backend === 'auto' ? 'webgpu' : backend,
    device: 'canned',
    reason: 'It is canned.',
    rejected: [],
  }),
  loadModel: ({ id }) => ({ id, manifest: cannedManifest(id) }),
  decodePicture: () => ({ picture: cannedPicture(0.5), notes: [] }),
  edgeEnergy: ({ picture }) => new Float32Array(picture.height * picture.width).fill(picture.pixels[0] as number),
  inspect: ({ label }) => cannedInspection(label),
  attack: async ({ picture, settings }, { checkpoint }) => {
    for (let step = 1; step <= settings.steps; step++) await checkpoint(step, settings.steps)
    return cannedOutcome(picture)
  },
  memory: () => ({ tensorCount: 0, bytes: 0 }),
}

/** A promise to be settled by hand. */
export function createGate<Value = void>() {
  let open: (value: Value) => void = () => {}
  let fail: (error: Error) => void = () => {}
  const passed = new Promise<Value>((resolve, reject) => {
    open = resolve
    fail = reject
  })
  return { passed, open, fail }
}
