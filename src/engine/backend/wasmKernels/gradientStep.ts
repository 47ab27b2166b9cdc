/** @file PGD's and APGD's step in L∞ in one pass over the pixels, where tfjs's ops take ten, with the same rounding. */
import type * as tf from '../../tf'
import { GRADIENT_STEP_LINF } from '../webgpuKernels/attackSteps'
import { replaceWasmKernel } from './replaceKernel'
import type { WasmMemory } from './wasmMemory'

const { fround } = Math
const clamp = (value: number, low: number, high: number) => (value < low ? low : value > high ? high : value)

/** May run before the backend starts, and repeatedly. */
export function installWasmGradientStep(): void {
  replaceWasmKernel(GRADIENT_STEP_LINF, ({ inputs, attrs, backend }) => {
    const { momentum } = attrs as unknown as { momentum: number | null }
    const memory = backend as unknown as WasmMemory
    const iterate = inputs.iterate as tf.TensorInfo
    const result = memory.makeOutput([...iterate.shape], 'float32')
    // Views are created after the output, whose allocation may move the memory.
    const view = (name: string) => memory.typedArrayFromHeap<Float32Array>(inputs[name] as tf.TensorInfo)
    const [x, gradient, stepSize, low, high] = ['iterate', 'gradient', 'stepSize', 'low', 'high'].map(view) as [
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
    ]
    const previous = momentum === null ? null : view('previous')
    const out = memory.typedArrayFromHeap<Float32Array>(result)
    const perImage = x.length / stepSize.length
    for (let i = 0; i < x.length; i++) {
      const step = stepSize[Math.floor(i / perImage)] as number
      const at = x[i] as number
      const slope = gradient[i] as number
      const moved = fround(at + (slope > 0 ? step : slope < 0 ? -step : 0))
      let value = clamp(moved, low[i] as number, high[i] as number)
      if (momentum !== null && previous !== null) {
        const ahead = fround(fround(value - at) * fround(momentum))
        const onward = fround(fround(at - (previous[i] as number)) * fround(1 - momentum))
        value = clamp(fround(fround(at + ahead) + onward), low[i] as number, high[i] as number)
      }
      out[i] = value
    }
    return result
  })
}
