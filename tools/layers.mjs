/** @file Which part of src may import what. Paths are relative to the repository, with forward slashes. */
import { posix } from 'node:path'

/**
 * The parts of src from the lowest to the highest. A part imports itself and those before it, types included, so that
 * data flows one way: image, engine in its worker, message, store, view.
 */
export const LAYERS = [
  'units',
  'countOf',
  'fetchedCode',
  'nextTask',
  'quote',
  'boundedJson',
  'boundedParse',
  'serviceWorker',
  'outcomes',
  'numbers',
  'classes',
  'glossary',
  'engine',
  'images',
  'plans',
  'worker',
  'client',
  'charts',
  'store',
  'app',
  'views',
  'main',
]

/** Exceptions and restrictions beyond the order of layers. */
const TFJS = /^@tensorflow\//
const TFJS_DOOR = /^src\/engine\/(tf\.ts$|tfLoaders\.ts$|backend\/)/
// The main entry of zustand imports React; its vanilla entry does not.
const REACT = /^(react|react-dom|zustand|zustand\/react|zustand\/shallow)(\/|$)/
const ZUSTAND = /^zustand/
const VANILLA = /^zustand\/(vanilla|middleware)/
const WITH_REACT = ['app', 'charts', 'views', 'main']
/** Arithmetic used on both sides of the engine's boundary imports nothing else. */
const WITHOUT_PACKAGES = [
  'units',
  'countOf',
  'fetchedCode',
  'nextTask',
  'quote',
  'boundedJson',
  'outcomes',
  'numbers',
  'classes',
  'glossary',
]
const TYPES_OF_ENGINE_ONLY = ['charts', 'views']
/** The page reads these for their words, so they import no tfjs; they include their arithmetic on plain arrays. */
const WITHOUT_TFJS =
  /^src\/engine\/(quantities|geometry\/directions|edges|gradients\/scalars|gradients\/norms|random)(\/|\.ts$|$)/
/** What all views share. */
const SHARED_VIEWS = 'parts'
/** Tests, long checks and what they share are outside the layers. */
const TEST = /^src\/testing\/|\.(test|long|testWorker|gallery)\.tsx?$/

/** The path in the repository that an import refers to, or null for a package. */
export function resolveImport(file, specifier) {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(file), specifier)
  return specifier.startsWith('/src/') ? specifier.slice(1) : null
}

/** `src/views/compare/rows/edges.ts` is in layer `views`, `src/main.tsx` in `main`; null outside src. */
function layerOf(path) {
  const [folder, name] = path.split('/')
  return folder === 'src' && name ? name.replace(/\.\w+$/, '') : null
}

/** The folder of the view that a file belongs to, or null. */
function viewOf(path) {
  const [, layer, view, ...rest] = path.split('/')
  return layer === 'views' && rest.length > 0 ? view : null
}

/** How to fix an import that crosses a boundary, or null if it crosses none. */
export function findRemedy(file, { specifier, typeOnly }) {
  const target = resolveImport(file, specifier)
  return target === null
    ? packageRemedy(file, specifier)
    : (orderRemedy(file, target) ?? engineRemedy(file, target, typeOnly) ?? viewsRemedy(file, target))
}

function packageRemedy(file, specifier) {
  const layer = layerOf(file)
  if (TFJS.test(specifier)) {
    if (layer !== 'engine') return 'only src/engine may import @tensorflow/*, so ask the engine for what you need'
    if (!TFJS_DOOR.test(file) && !TEST.test(file)) return 'in the engine, import tfjs from src/engine/tf.ts'
  }
  if (TEST.test(file)) return null
  if (REACT.test(specifier) && !VANILLA.test(specifier) && !WITH_REACT.includes(layer)) {
    if (ZUSTAND.test(specifier)) return "this entry of zustand imports React, so import from 'zustand/vanilla'"
    return 'this part runs without React, so move what needs it to src/views'
  }
  if (WITHOUT_PACKAGES.includes(layer)) return `src/${layer} imports no package, so pass in what it needs`
  return null
}

function orderRemedy(file, target) {
  if (TEST.test(file) || layerOf(target) === null) return null
  const [from, to] = [LAYERS.indexOf(layerOf(file)), LAYERS.indexOf(layerOf(target))]
  if (TEST.test(target)) return 'src/testing is for tests, so move what both need to the lowest layer that uses it'
  if (from < 0 || to < 0) return 'add the folder to LAYERS in tools/layers.mjs, or move the file to an existing layer'
  if (from >= to) return null
  return `${LAYERS[from]} stands below ${LAYERS[to]}, so move what both need down to ${LAYERS[from]} or pass it in`
}

function engineRemedy(file, target, typeOnly) {
  if (typeOnly || layerOf(target) !== 'engine') return null
  if (WITHOUT_TFJS.test(file) && !TEST.test(file) && !WITHOUT_TFJS.test(target)) {
    return 'the page reads these words without the engine, so write `import type`'
  }
  if (!TYPES_OF_ENGINE_ONLY.includes(layerOf(file))) return null
  return 'views and charts take only types from the engine, so write `import type`, or call it through src/client'
}

function viewsRemedy(file, target) {
  if (TEST.test(file)) return null
  const [from, to] = [viewOf(file), viewOf(target)]
  if (from === null || to === null || from === to || to === SHARED_VIEWS) return null
  return from === SHARED_VIEWS
    ? 'parts are shared by views and know none of them, so move it to src/views/parts or pass it in'
    : 'views import src/views/parts and never one another, so move what both need to src/views/parts'
}
