/**
 * @file Refuses a tensor for which the module of tfjs has no room. Its malloc then gives 0, which tfjs (4.22) takes for an
 * address: the tensor would be written over all others, and every model would go on with wrong numbers.
 */
import { BackendWasm } from '@tensorflow/tfjs-backend-wasm'

interface Allocator {
  _malloc: (bytes: number) => number
  readonly _free: (address: number) => void
}

/** malloc takes the rest of a division by this: of 4 GB, nothing. */
const ADDRESSES = 2 ** 32

const guarded = new WeakSet<Allocator>()

function guard(module: Allocator): void {
  if (guarded.has(module)) return
  guarded.add(module)
  // With its first call, Emscripten's puts another function in its own place.
  module._free(module._malloc(1))
  const malloc = module._malloc
  module._malloc = (bytes) => {
    const address = bytes < ADDRESSES ? malloc(bytes) : 0
    if (address !== 0 || bytes === 0) return address
    // Its memory never shrinks, so that the engine has to be started again all the same (engineDeath).
    throw new WebAssembly.RuntimeError(
      `cannot enlarge memory for a tensor of ${Math.ceil(bytes / 2 ** 20).toLocaleString('en')} MB`,
    )
  }
}

let isInstalled = false

/** May run before the backend starts; has no effect if it has run. */
export function installWasmMemoryGuard(): void {
  if (isInstalled) return
  const prototype = BackendWasm.prototype
  // All that tfjs's code allocates goes through this.
  const { move } = prototype
  prototype.move = function (this: BackendWasm, ...given) {
    guard(this.wasm as unknown as Allocator)
    return move.apply(this, given)
  }
  isInstalled = true
}
