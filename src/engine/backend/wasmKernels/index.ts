import { installWasmConvGradients } from './convolutionGradients'
import { installWasmConvolutions } from './convolutions'
import { installWasmGradientStep } from './gradientStep'
import { installWasmMatMul } from './matMul'
import { installWasmMemoryGuard } from './memoryGuard'
import { installWasmMissingKernels } from './missingKernels'
import { installWasmSign } from './sign'
import { installWasmSlice } from './slice'

/**
 * Installs what tfjs's wasm backend lacks, does slowly or gets wrong. May run before the backend starts, and
 * repeatedly.
 */
export function installWasmKernels(): void {
  installWasmConvGradients()
  installWasmConvolutions()
  installWasmGradientStep()
  installWasmMatMul()
  installWasmMemoryGuard()
  installWasmMissingKernels()
  installWasmSign()
  installWasmSlice()
}
