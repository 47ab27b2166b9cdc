/** @file What the page and its engine's worker hold, after both have collected their garbage. */
import type { CDPSession, Page } from '@playwright/test'
import { ask, engineWorker } from '../../e2e/support/engineWorker'

/** Names of figures, each with its value: counts, or bytes. */
export type Held = Readonly<Record<string, number>>

const MOMENTS = 5
const MOMENT_MS = 100

interface HeapUsage {
  readonly usedSize: number
  readonly backingStorageSize?: number
}

export class MemoryWatch {
  private nextId = 1
  private readonly answers = new Map<number, (result: HeapUsage) => void>()
  private workerSession: string | null = null

  private constructor(
    private readonly page: Page,
    private readonly session: CDPSession,
  ) {}

  /** Before the page is opened. */
  static async of(page: Page): Promise<MemoryWatch> {
    const session = await page.context().newCDPSession(page)
    const watch = new MemoryWatch(page, session)
    session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      if (targetInfo.url.includes('engine.worker')) watch.workerSession = sessionId
    })
    session.on('Target.receivedMessageFromTarget', ({ message }) => {
      const { id, result } = JSON.parse(message) as { id: number; result: HeapUsage }
      watch.answers.get(id)?.(result)
    })
    await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false })
    await session.send('Performance.enable')
    return watch
  }

  async read(): Promise<Held> {
    const { session } = this
    const { tensorCount, bytes } = await this.readTensors()
    // Twice, as what the first frees may hold more.
    for (let i = 0; i < 2; i++) {
      await session.send('HeapProfiler.collectGarbage')
      await this.askWorker('HeapProfiler.collectGarbage')
    }
    const worker = await this.askWorker('Runtime.getHeapUsage')
    const { metrics } = await session.send('Performance.getMetrics')
    const metric = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN
    return {
      tensors: tensorCount,
      'tensor bytes': bytes,
      'worker heap bytes': worker.usedSize,
      'worker buffer bytes': worker.backingStorageSize ?? 0,
      'page heap bytes': metric('JSHeapUsedSize'),
      'DOM nodes': metric('Nodes'),
      listeners: metric('JSEventListeners'),
    }
  }

  /** The fewest tensors of several moments: a job under way, such as showing the comparison again, has some of its own. */
  private async readTensors(): Promise<{ readonly tensorCount: number; readonly bytes: number }> {
    const worker = await engineWorker(this.page)
    let fewest = await ask(worker, 'memory', {})
    for (let i = 0; i < MOMENTS; i++) {
      await this.page.waitForTimeout(MOMENT_MS)
      const now = await ask(worker, 'memory', {})
      if (now.tensorCount < fewest.tensorCount) fewest = now
    }
    return fewest
  }

  private askWorker(method: string): Promise<HeapUsage> {
    const { workerSession: sessionId, session, nextId: id } = this
    if (sessionId === null) throw new Error('the engine has no worker')
    this.nextId++
    return new Promise((resolve, reject) => {
      this.answers.set(id, resolve)
      session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) }).catch(reject)
    })
  }
}
