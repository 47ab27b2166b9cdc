/** @file Which part of src may import what. Paths are relative to the repository, with forward slashes. */
import { posix } from 'node:path'

const TFJS = /^@tensorflow\//
// The main entry of zustand imports React, its vanilla one does not.
const REACT = /^(react|react-dom|zustand|zustand\/react|zustand\/shallow)(\/|$)/
const ZUSTAND = /^zustand/
const VANILLA = /^zustand\/(vanilla|middleware)/
const WITHOUT_REACT = /^src\/(engine|worker|pictures|store|numbers|outcomes)\//
const TYPES_OF_ENGINE_ONLY = /^src\/(views|charts)\//
const TFJS_DOOR = /^src\/engine\/(tf\.ts$|backend\/)/
const IN_ENGINE = /^src\/engine(\/|$)/
/** Arithmetic that both sides of the engine's boundary use, so that it must stand alone. */
const NUMBERS = /^src\/numbers\//
const OPEN_TO_NUMBERS = /^src\/(numbers\/|units$)/
/** What attacks' outcomes are called, which every part uses. */
const OUTCOMES = /^src\/outcomes\//
const TEST = /\.test\.tsx?$/

/** What an import names, as a path in the repository or as a package's own name. */
function resolve(file, specifier) {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(file), specifier)
  return specifier.startsWith('/src/') ? specifier.slice(1) : specifier
}

/** How to mend an import that crosses a boundary, or null where it crosses none. */
export function findRemedy(file, { specifier, typeOnly }) {
  if (TFJS.test(specifier)) {
    if (!IN_ENGINE.test(file)) return 'only src/engine may import @tensorflow/*, so ask the engine for what you need'
    if (!TFJS_DOOR.test(file) && !TEST.test(file)) return 'in the engine, import tfjs from src/engine/tf.ts'
  }
  if (WITHOUT_REACT.test(file) && REACT.test(specifier) && !VANILLA.test(specifier)) {
    if (ZUSTAND.test(specifier)) return "this entry of zustand imports React, so import from 'zustand/vanilla'"
    return 'this part runs without React, so move what needs it to src/views'
  }
  if (NUMBERS.test(file) && !TEST.test(file) && !OPEN_TO_NUMBERS.test(resolve(file, specifier))) {
    return 'src/numbers is plain arithmetic and imports only itself and src/units, so pass it what it needs'
  }
  if (OUTCOMES.test(file) && !TEST.test(file) && !OUTCOMES.test(resolve(file, specifier))) {
    return 'src/outcomes imports only itself, so that every part may import it'
  }
  if (TYPES_OF_ENGINE_ONLY.test(file) && IN_ENGINE.test(resolve(file, specifier)) && !typeOnly) {
    return 'views and charts take only types from the engine, so write `import type`, or call it through src/client'
  }
  return null
}
