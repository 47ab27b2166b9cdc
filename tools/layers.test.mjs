import { describe, expect, it } from 'vitest'
import { findRemedy, LAYERS } from './layers.mjs'

const remedyOf = (file, kind, specifier) => findRemedy(file, { specifier, typeOnly: kind === 'type' })

describe('findRemedy', () => {
  it.each([
    ['src/engine/tf.ts', 'value', '@tensorflow/tfjs'],
    ['src/engine/backend/wasm.ts', 'value', '@tensorflow/tfjs-backend-wasm'],
    ['src/engine/gradients/input.test.ts', 'value', '@tensorflow/tfjs'],
    ['src/engine/gradients/input.ts', 'value', '../tf'],
    ['src/engine/gradients/input.ts', 'value', '../../numbers/mean'],
    ['src/views/App.tsx', 'value', 'react'],
    ['src/views/App.tsx', 'type', '../engine/attacks/types'],
    ['src/charts/heat.ts', 'type', '../engine/edges/types'],
    ['src/client/client.ts', 'value', '../engine/backend/types'],
    ['src/store/store.ts', 'value', 'zustand/vanilla'],
    ['src/store/reactions.ts', 'value', './reactor'],
    ['src/engine/gradients/scalars/loss.ts', 'type', '../../tf'],
    ['src/engine/gradients/scalars/registry.ts', 'value', './loss'],
    ['src/engine/quantities/gradient.ts', 'value', '../gradients/norms'],
    ['src/engine/quantities/gradient.ts', 'type', '../settings/fields'],
    ['src/numbers/quantile.ts', 'value', './mean'],
    ['src/numbers/quantile.ts', 'type', '../units'],
    ['src/numbers/quantile.test.ts', 'value', 'vitest'],
    ['src/views/compare/rows/edgesRow.tsx', 'value', '../../../numbers/alignedMaps'],
    ['src/views/compare/Cell.tsx', 'value', '../parts/Count'],
    ['src/views/compare/Cell.tsx', 'value', './rows/registry'],
    ['src/views/App.tsx', 'value', './compare/CompareView'],
    ['src/views/compare/Cell.test.tsx', 'value', '../training/Share'],
    ['src/engine/training/memory.long.ts', 'value', '../../testing/zoo'],
    ['src/testing/fakeApp.ts', 'value', '../app/actions'],
    ['src/app/environment.ts', 'value', '../../package.json'],
    ['src/main.tsx', 'value', './app/actions'],
  ])('lets %s import a %s of %s', (...found) => {
    expect(remedyOf(...found)).toBeNull()
  })

  it.each([
    ['src/views/App.tsx', 'type', '@tensorflow/tfjs', 'only src/engine'],
    ['src/units.ts', 'value', '@tensorflow/tfjs', 'only src/engine'],
    ['src/views/App.test.tsx', 'value', '@tensorflow/tfjs', 'only src/engine'],
    ['src/engine/gradients/input.ts', 'value', '@tensorflow/tfjs', 'src/engine/tf.ts'],
    ['src/engine/tfjs.ts', 'value', '@tensorflow/tfjs', 'src/engine/tf.ts'],
    ['src/engine/tf.ts', 'value', 'react', 'without React'],
    ['src/worker/worker.ts', 'type', 'react', 'without React'],
    ['src/store/decode.ts', 'value', 'react-dom/client', 'without React'],
    ['src/store/store.ts', 'value', 'zustand', 'zustand/vanilla'],
    ['src/views/App.tsx', 'value', '../engine/attacks/pgd', 'import type'],
    ['src/charts/deep/heat.ts', 'value', '../../engine/tf', 'import type'],
    ['src/charts/heat.ts', 'value', '/src/engine/tf', 'import type'],
    ['src/numbers/quantile.ts', 'value', 'd3', 'no package'],
    ['src/outcomes/outcome.ts', 'type', 'zod', 'no package'],
    ['src/numbers/quantile.ts', 'type', '../store/types', 'numbers stands below store'],
    ['src/numbers/quantile.ts', 'value', '../engine/gradients/norms', 'numbers stands below engine'],
    ['src/engine/engine.ts', 'type', '../worker/messages', 'engine stands below worker'],
    ['src/client/client.ts', 'type', '../store/types', 'client stands below store'],
    ['src/store/form.ts', 'value', '../app/actions', 'store stands below app'],
    ['src/app/actions.ts', 'type', '../views/registry', 'app stands below views'],
    ['src/engine/gradients/scalars/loss.ts', 'value', '../../tf', 'import type'],
    ['src/engine/quantities/gradient.ts', 'value', '../tf', 'import type'],
    ['src/engine/quantities/gradient.ts', 'value', '../settings/fields', 'import type'],
    ['src/engine/edges/edgeEnergy.ts', 'value', '../tf', 'import type'],
    ['src/views/App.tsx', 'value', '../main', 'views stands below main'],
    ['src/helpers/help.ts', 'value', '../units', 'LAYERS'],
    ['src/views/App.tsx', 'value', '../helpers/help', 'LAYERS'],
    ['src/app/actions.ts', 'value', '../testing/fakeApp', 'for tests'],
    ['src/views/compare/Cell.tsx', 'value', '../training/Share', 'never one another'],
    ['src/views/compare/rows/edges.tsx', 'type', '../../training/words', 'never one another'],
    ['src/views/parts/Field.tsx', 'value', '../training/words', 'know none of them'],
  ])('stops %s from importing a %s of %s', (file, kind, specifier, remedy) => {
    expect(remedyOf(file, kind, specifier)).toContain(remedy)
  })

  it.each(LAYERS.slice(1).map((layer, place) => [LAYERS[place], layer]))(
    'allows no import from %s up to %s',
    (low, high) => {
      expect(remedyOf(`src/${low}/a.ts`, 'type', `../${high}/a`)).toContain(`${low} stands below ${high}`)
      expect(remedyOf(`src/${high}/a.ts`, 'type', `../${low}/a`)).toBeNull()
    },
  )
})
