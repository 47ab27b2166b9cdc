/** @file Tells an error after which nothing more can be computed in this worker from one of a single computation. */

/** As Emscripten, V8, SpiderMonkey and JavaScriptCore word the end of a WebAssembly module. */
const DEADLY =
  /\bAborted\(|memory access out of bounds|index out of bounds|out of bounds memory access|cannot enlarge memory|unreachable/i

/** What to tell people of an error that leaves the engine unusable; null where the engine lives on. */
export function describeDeath(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  if (!(error instanceof WebAssembly.RuntimeError) && !DEADLY.test(error.message)) return null
  // The first sentence alone: Emscripten goes on with advice for who builds the module.
  const [detail = ''] = error.message.trim().split(/[.\n]/)
  return `The engine ran out of memory in WebAssembly (${detail}) and was started again; choose a smaller model or fewer images at once, or show fewer models.`
}
