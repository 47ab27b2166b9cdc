/**
 * @file Notices when the graphics device is lost. tfjs does not: reads then reject, and unread results are silently not
 * computed.
 */
import * as tf from '../tf'

/** Devices that were closed on purpose, whose loss is not reported. */
const expected = new WeakSet<GPUDevice>()

/** Call before closing a device on purpose. */
export function expectLoss(device: GPUDevice): void {
  expected.add(device)
}

/** The device that tfjs computes on, where the backend is webgpu. A test may destroy it. */
export function currentGpuDevice(): GPUDevice | null {
  return tf.getBackend() === 'webgpu' ? (tf.backend() as tf.WebGPUBackend).device : null
}

/** Only the first line, because the others name calls inside tfjs. */
function withDetail(sentence: string, message: string): string {
  const detail = message.trim().split('\n')[0]
  return detail ? `${sentence} The browser says: ${detail}` : sentence
}

/** The sentence shown when a device is lost. */
export function describeLoss(info: Pick<GPUDeviceLostInfo, 'reason' | 'message'>): string {
  return info.reason === 'destroyed'
    ? withDetail('The graphics device was closed while it was in use.', info.message)
    : withDetail('The graphics processor was lost: the driver reset it, or it was switched off.', info.message)
}

/** The sentence shown for an error that no call reported, after which results cannot be trusted. */
export function describeUncaptured(error: { readonly message: string }, kind: string): string {
  return kind === 'GPUOutOfMemoryError'
    ? withDetail('The graphics processor is out of memory: close other pages, or use smaller batches.', error.message)
    : withDetail('The graphics processor refused a step, so that results cannot be trusted.', error.message)
}

/** The part of a GPUDevice that is watched. */
export type WatchedDevice = Pick<GPUDevice, 'lost' | 'addEventListener'>

/**
 * Calls `onLost` once, when the device is lost or fails.
 *
 * @param isStarted until it returns true, refused steps are not told: the self-tests of a start find them
 */
export function watchGpuDevice(
  device: WatchedDevice,
  onLost: (message: string) => void,
  isStarted: () => boolean = () => true,
): void {
  let told = false
  const tell = (message: string): void => {
    if (told || expected.has(device as GPUDevice)) return
    told = true
    onLost(message)
  }
  device.lost.then((info) => tell(describeLoss(info)))
  device.addEventListener('uncapturederror', (event) => {
    const { error } = event as GPUUncapturedErrorEvent
    if (isStarted()) tell(describeUncaptured(error, error.constructor.name))
  })
}

/** Resolves once the loss of the watched device was reported; null while none is watched, as on wasm and cpu. */
let reported: Promise<void> | null = null

/** Resolves once the graphics process has come to where it is asked this; at once on backends that have no way to ask. */
const deviceAnswers = async (): Promise<void> =>
  currentGpuDevice()
    ?.queue.onSubmittedWorkDone()
    .catch(() => {})

/**
 * Watches the backend in use, from before anything is computed on it. `onLost` gets a sentence for people, once. Nothing
 * is recovered here: a new worker is needed.
 *
 * @param isStarted whether the backend has passed its self-tests
 */
export function watchDeviceLoss(onLost: (message: string) => void, isStarted: () => boolean = () => true): void {
  const device = currentGpuDevice()
  const isWebGl = tf.getBackend() === 'webgl'
  reported = null
  if (device === null && !isWebGl) return
  reported = new Promise((resolve) => {
    const tell = (message: string) => {
      onLost(message)
      resolve()
    }
    if (device !== null) watchGpuDevice(device, tell, isStarted)
    if (isWebGl) {
      const { gl } = (tf.backend() as tf.MathBackendWebGL).gpgpu
      gl.canvas.addEventListener(
        'webglcontextlost',
        () => {
          // One that failed its self-test was ended on purpose.
          if (tf.getBackend() === 'webgl')
            tell('The graphics processor was lost: the browser closed the WebGL context.')
        },
        { once: true },
      )
    }
  })
}

/** When a device is lost, computations fail ("mapAsync…") before the browser reports the loss itself. */
const REPORTED_WITHIN_MS = 500
/** For a graphics process that answers nothing. */
const LONGEST_ANSWER_MS = 60_000

/**
 * After a computation failed: whether the device was lost, which has been reported when this resolves. A graphics process
 * that compiles or computes much tells of the loss when it comes to it, in order, and so does it answer.
 */
export async function wasDeviceLost(
  withinMs = REPORTED_WITHIN_MS,
  report = reported,
  answers = deviceAnswers,
): Promise<boolean> {
  if (report === null) return false
  const told = report.then(() => true)
  const answered = answers().then(() => false)
  if (await firstWithin([told, answered], LONGEST_ANSWER_MS)) return true
  return firstWithin([told], withinMs)
}

/** What the first of these resolves to, or false where that takes longer. */
async function firstWithin(all: readonly Promise<boolean>[], ms: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const tooLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms)
  })
  try {
    return await Promise.race([...all, tooLate])
  } finally {
    clearTimeout(timer)
  }
}
