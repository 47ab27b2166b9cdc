/** @file Distinguishes errors that make the worker unusable from those of a single computation. */

/** How Emscripten, V8, SpiderMonkey and JavaScriptCore report the end of a WebAssembly module. */
const DEADLY =
  /\bAborted\(|memory access out of bounds|index out of bounds|out of bounds memory access|cannot enlarge memory|unreachable/i

/** The sentence shown for an error that makes the engine unusable; null if it remains usable. */
export function describeDeath(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  if (!(error instanceof WebAssembly.RuntimeError) && !DEADLY.test(error.message)) return null
  // Only the first sentence: Emscripten adds advice for those who build the module.
  const [detail = ''] = error.message.trim().split(/[.\n]/)
  return `The engine ran out of memory in WebAssembly (${detail}) and was started again; choose a smaller model or fewer images at once, or show fewer models.`
}
