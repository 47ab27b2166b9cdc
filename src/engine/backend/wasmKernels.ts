import { installWasmConvGradients } from './wasmConvGradients'
import { installWasmMatMul } from './wasmMatMul'
import { installWasmMissingKernels } from './wasmMissingKernels'
import { installWasmSlice } from './wasmSlice'

/** All that tfjs's wasm backend lacks or does slowly. May run before the backend starts, and more than once. */
export function installWasmKernels(): void {
  installWasmConvGradients()
  installWasmMatMul()
  installWasmMissingKernels()
  installWasmSlice()
}
