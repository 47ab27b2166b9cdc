/** @file The worker's side of the bench, the same for both contestants. */
import { Counter } from './counting'
import type { BatchData, BenchAttack, Contestant, Measurement, Request, RunningAttack } from './types'

export function serve(contestant: Contestant, registry: Parameters<Counter['countKernels']>[0]): void {
  const counter = new Counter()
  const running = new Map<BenchAttack, RunningAttack>()
  let batch: BatchData
  let device = ''

  function stop(): void {
    for (const attack of running.values()) attack.dispose()
    running.clear()
  }

  function attackOf(name: BenchAttack): RunningAttack {
    const attack = running.get(name) ?? contestant.begin(name, batch)
    running.set(name, attack)
    return attack
  }

  async function measure(name: BenchAttack, steps: number): Promise<Measurement> {
    const attack = attackOf(name)
    await attack.settle()
    counter.reset()
    const begin = performance.now()
    for (let step = 0; step < steps; step++) attack.step()
    const { dispatches, kernels } = counter.read(steps)
    await attack.settle()
    const msPerStep = (performance.now() - begin) / steps
    return { msPerStep, dispatchesPerStep: dispatches, kernels }
  }

  async function answer(request: Request): Promise<unknown> {
    switch (request.kind) {
      case 'start':
        if (request.backend === 'webgpu') counter.countDispatches()
        device = await contestant.start(request.backend, request.threads)
        counter.countKernels(registry, request.backend)
        return
      case 'device':
        return device
      case 'model':
        stop()
        return contestant.loadModel(request.model, request.data)
      case 'batch':
        stop()
        batch = request.batch
        return
      case 'run':
        return measure(request.attack, request.steps)
      case 'result':
        return attackOf(request.attack).read()
    }
  }

  self.onmessage = async ({ data }: MessageEvent<Request>) => {
    try {
      self.postMessage({ value: await answer(data) })
    } catch (error) {
      self.postMessage({ error: error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(error) })
    }
  }
}
