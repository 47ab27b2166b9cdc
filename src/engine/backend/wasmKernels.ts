import { installWasmConvGradients } from './wasmConvGradients'
import { installWasmMatMul } from './wasmMatMul'
import { installWasmMissingKernels } from './wasmMissingKernels'
import { installWasmSign } from './wasmSign'
import { installWasmSlice } from './wasmSlice'

/** All that tfjs's wasm backend lacks, does slowly or gets wrong. May run before the backend starts, and more than once. */
export function installWasmKernels(): void {
  installWasmConvGradients()
  installWasmMatMul()
  installWasmMissingKernels()
  installWasmSign()
  installWasmSlice()
}
