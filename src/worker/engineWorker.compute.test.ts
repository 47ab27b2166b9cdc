import { expect, it, vi } from 'vitest'
import type { AttackChoice } from '../engine/attacks/registry'
import { readRepositoryFile } from '../testing/goldens'
import { pixels01 } from '../units'
import type { CallName, Calls, FromWorker, ToWorker } from './messages'

const ID = 'cifar10-resnet-gelu-natural'
const location = { id: ID, manifestUrl: `models/${ID}/manifest.json`, weightsUrl: `models/${ID}/weights.safetensors` }
const image = { pixels: pixels01(new Float32Array(32 * 32 * 3).fill(0.5)), height: 32, width: 32 }
const attack = {
  id: 'pgd',
  settings: {
    ...{ norm: 'linf', epsilon: 8 / 255, seed: 1, restarts: 1, l1Share: 0.02 },
    ...{ steps: 10_000, stepSize: { rule: 'fixed', size: 1 / 255 }, randomStart: true, result: 'last' },
  },
} as unknown as AttackChoice
const file = new Blob(['not what is asked for'])

/** Of many steps, or in the background: these wait for each other. */
type Waiting =
  | ('attack' | 'lossAlong' | 'curvatureAlong' | 'lossSurface')
  | ('judge' | 'transfer' | 'measureStatistics' | 'checkFlags' | 'checkPreprocessing')
  | ('startTraining' | 'resumeTraining' | 'trainSteps' | 'measureTraining' | 'trainingState' | 'trainedModel')
  | ('heldOutImage' | 'endTraining')

/** Every other call. That one is refused is an answer too. */
const PROMPT: { readonly [Name in Exclude<CallName, Waiting | 'start'>]: Calls[Name]['input'] } = {
  loadModel: location,
  readManifest: location,
  readTrainingLog: { url: `models/${ID}/training-log.jsonl` },
  readEpochRun: { url: 'models/none.json' },
  decodeImage: { file, name: 'x.png', size: 32 } as Calls['decodeImage']['input'],
  openDataSet: { id: 'none', name: 'none', files: [] } as unknown as Calls['openDataSet']['input'],
  closeDataSet: { id: 'none' },
  dataSetImages: { id: 'none' } as unknown as Calls['dataSetImages']['input'],
  dataSetSubset: { id: 'none' } as unknown as Calls['dataSetSubset']['input'],
  edgeEnergy: { image },
  measure: { quantity: 'gradient', modelId: ID, image, label: 1 } as Calls['measure']['input'],
  readPlanFile: { file },
  readResultsFile: { file },
  describeAttacks: {},
  attackProblem: { modelId: ID, attack } as unknown as Calls['attackProblem']['input'],
  stepsWithin: { modelId: ID, attack, passes: 10 } as unknown as Calls['stepsWithin']['input'],
  attackInPython: { modelId: ID, attack, goal: 'untargeted' } as unknown as Calls['attackInPython']['input'],
  describeTraining: {},
  memory: {},
  // Last: what it frees is computed with.
  unloadModel: { id: ID },
}

const posted: FromWorker[] = []
const worker: { onmessage: ((event: { data: ToWorker }) => void) | null; postMessage: (message: FromWorker) => void } =
  {
    onmessage: null,
    postMessage: (message) => void posted.push(message),
  }
let lastId = 0

const answerTo = (jobId: number) =>
  posted.find((message) => 'jobId' in message && message.jobId === jobId && message.type !== 'progress')

function send<Name extends CallName>(name: Name, input: Calls[Name]['input']): number {
  const jobId = ++lastId
  worker.onmessage?.({ data: { type: 'call', jobId, name, input } as ToWorker })
  return jobId
}

const ask = async <Name extends CallName>(name: Name, input: Calls[Name]['input']) => {
  const jobId = send(name, input)
  await vi.waitFor(() => expect(answerTo(jobId)).toBeDefined(), { interval: 2, timeout: 30_000 })
  return answerTo(jobId)
}

it('every call of few steps is answered while an attack of 10,000 steps goes on', async () => {
  vi.stubGlobal('self', worker)
  vi.stubGlobal('fetch', async (url: string) => new Response(await readRepositoryFile(String(url))))
  await import('./engine.worker')
  expect(await ask('start', { backend: 'wasm' })).toMatchObject({ type: 'done' })
  const held = await ask('memory', {})
  expect(await ask('loadModel', location)).toMatchObject({ type: 'done' })
  const long = send('attack', { modelId: ID, image, label: 3, attack } as unknown as Calls['attack']['input'])
  await vi.waitFor(() => expect(posted.some((one) => one.type === 'progress' && one.jobId === long)).toBe(true))
  const answered = new Map<string, string | undefined>()
  for (const [name, input] of Object.entries(PROMPT)) {
    answered.set(name, (await ask(name as CallName, input as never))?.type)
    expect(answerTo(long), `the attack during ${name}`).toBeUndefined()
  }
  const computed = ['measure', 'edgeEnergy', 'loadModel', 'readManifest', 'attackProblem', 'memory', 'unloadModel']
  for (const name of computed) expect(answered.get(name), name).toBe('done')
  const before = posted.length
  await vi.waitFor(() => expect(posted.slice(before).some((one) => one.type === 'progress')).toBe(true))
  worker.onmessage?.({ data: { type: 'cancel', jobId: long } })
  await vi.waitFor(() => expect(answerTo(long)).toEqual({ type: 'cancelled', jobId: long }))
  expect(await ask('memory', {})).toMatchObject({ output: held && 'output' in held ? held.output : null })
})
