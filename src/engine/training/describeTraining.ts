/** @file Describes the choices for a training to the page, from the schemas that check them. */
import { ACTIVATION_NAMES } from '../architectures/activationNames'
import { chooseObjective, OBJECTIVES } from '../objectives/registry'
import { describeSettings } from '../settings/describe'
import { chooseOptimizer, OPTIMIZERS } from './optimizers/registry'
import type { TrainingDescription } from './types'

export const describeTraining = (): TrainingDescription => ({
  objectives: OBJECTIVES.map(({ id, name, about, route, hasRamp, derivatives, terms, settings }) => ({
    id,
    name,
    about,
    route: route ?? null,
    hasRamp: hasRamp ?? true,
    derivatives,
    terms: terms.map(({ label }) => label),
    settings: describeSettings(settings),
    defaults: chooseObjective({ id }).settings as Record<string, unknown>,
  })),
  optimizers: OPTIMIZERS.map(({ id, name, settings }) => ({
    id,
    name,
    settings: describeSettings(settings),
    defaults: chooseOptimizer({ id }).settings as Record<string, unknown>,
  })),
  activations: ACTIVATION_NAMES,
})
