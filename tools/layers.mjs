/** @file Which part of src may import what. Paths are relative to the repository, with forward slashes. */
import { posix } from 'node:path'

/**
 * The parts of src from the lowest to the highest. A part imports itself and what stands before it, types included,
 * so that data flows one way: image, engine in its worker, message, store, view.
 */
export const LAYERS = [
  'units',
  'countOf',
  'boundedJson',
  'outcomes',
  'numbers',
  'classes',
  'engine',
  'images',
  'worker',
  'client',
  'charts',
  'store',
  'app',
  'views',
  'main',
]

/** What a part needs that others must not have, beside the order of layers. */
const TFJS = /^@tensorflow\//
const TFJS_DOOR = /^src\/engine\/(tf\.ts$|backend\/)/
// The main entry of zustand imports React, its vanilla one does not.
const REACT = /^(react|react-dom|zustand|zustand\/react|zustand\/shallow)(\/|$)/
const ZUSTAND = /^zustand/
const VANILLA = /^zustand\/(vanilla|middleware)/
const WITH_REACT = ['app', 'charts', 'views', 'main']
/** Arithmetic that both sides of the engine's boundary use stands alone. */
const WITHOUT_PACKAGES = ['units', 'countOf', 'boundedJson', 'outcomes', 'numbers', 'classes']
const TYPES_OF_ENGINE_ONLY = ['charts', 'views']
/** Read by the page for their words, and so without tfjs; with them the arithmetic on plain arrays that they use. */
const WITHOUT_TFJS = /^src\/engine\/(quantities|edges|gradients\/scalars|gradients\/norms)(\/|\.ts$|$)/
/** Of views, what all of them share. */
const SHARED_VIEWS = 'parts'
/** Tests, long checks and what they share stand beside the layers. */
const TEST = /^src\/testing\/|\.(test|long|testWorker|gallery)\.tsx?$/

/** What an import names, as a path in the repository, or null where it is a package. */
export function resolveImport(file, specifier) {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(file), specifier)
  return specifier.startsWith('/src/') ? specifier.slice(1) : null
}

/** `src/views/compare/rows/edges.ts` is of the layer `views`, `src/main.tsx` of `main`; null outside of src. */
function layerOf(path) {
  const [folder, name] = path.split('/')
  return folder === 'src' && name ? name.replace(/\.\w+$/, '') : null
}

/** The folder of a single view, or null. */
function viewOf(path) {
  const [, layer, view, ...rest] = path.split('/')
  return layer === 'views' && rest.length > 0 ? view : null
}

/** How to mend an import that crosses a boundary, or null where it crosses none. */
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
  if (WITHOUT_PACKAGES.includes(layer)) return `src/${layer} imports no package, so pass it what it needs`
  return null
}

function orderRemedy(file, target) {
  if (TEST.test(file) || layerOf(target) === null) return null
  const [from, to] = [LAYERS.indexOf(layerOf(file)), LAYERS.indexOf(layerOf(target))]
  if (TEST.test(target)) return 'src/testing is for tests, so move what both need to the lowest layer that has it'
  if (from < 0 || to < 0)
    return 'add the folder to LAYERS in tools/layers.mjs, or move the file to a layer that is there'
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
    ? 'parts are what views share and know none of them, so move it to src/views/parts or pass it in'
    : 'views import src/views/parts and never one another, so move what both need to src/views/parts'
}
