/** @file Counts what a step gives the backend to do. */

/** What is needed of tfjs; each side hands in its own copy. */
interface KernelRegistry {
  getKernelsForBackend(backend: string): { kernelName: string; backendName: string; kernelFunc: unknown }[]
  unregisterKernel(kernelName: string, backend: string): void
  registerKernel(config: never): void
}

/** Kernels that only give a tensor another shape or name. */
const FREE: ReadonlySet<string> = new Set(['Identity', 'Reshape', 'ExpandDims'])

export class Counter {
  private readonly calls = new Map<string, number>()
  private dispatches = 0

  reset(): void {
    this.calls.clear()
    this.dispatches = 0
  }

  countDispatches(): void {
    const counter = this
    const stock = GPUComputePassEncoder.prototype.dispatchWorkgroups
    GPUComputePassEncoder.prototype.dispatchWorkgroups = function (this: GPUComputePassEncoder, ...sizes) {
      counter.dispatches++
      stock.apply(this, sizes)
    }
  }

  /** Once the backend has started, which loads its kernels. Kernels that call kernels count with all that they call. */
  countKernels(tf: KernelRegistry, backend: string): void {
    for (const config of tf.getKernelsForBackend(backend)) {
      const { kernelName, kernelFunc } = config as { kernelName: string; kernelFunc: (call: unknown) => unknown }
      if (FREE.has(kernelName)) continue
      tf.unregisterKernel(kernelName, backend)
      const counting = (call: unknown) => {
        this.calls.set(kernelName, (this.calls.get(kernelName) ?? 0) + 1)
        return kernelFunc(call)
      }
      tf.registerKernel({ ...config, kernelFunc: counting } as never)
    }
  }

  read(steps: number): { dispatches: number; kernels: Record<string, number> } {
    const kernels = [...this.calls].map(([name, calls]) => [name, calls / steps] as const)
    const all = kernels.reduce((sum, [, calls]) => sum + calls, 0)
    return {
      dispatches: this.dispatches > 0 ? this.dispatches / steps : all,
      kernels: Object.fromEntries(kernels.toSorted((a, b) => b[1] - a[1])),
    }
  }
}
