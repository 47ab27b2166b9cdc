/** @file The geometry of the loss around the image on screen, computed while its view is open. */
import type { EngineClient } from '../../client/engineClient'
import type { AppStore } from '../../store/appStore'
import type { GeometryForm, GeometryResults, GeometryState } from '../../store/geometry/geometry'
import { OpenFigures } from '../openFigures/openFigures'
import { GEOMETRY_COMPUTATIONS } from './figures/registry'

export interface GeometryActions {
  readonly setGeometry: (change: Partial<GeometryForm>) => void
  /** Stops the computing, keeping what there is, or goes on. */
  readonly toggleGeometry: () => void
  /** Computes again what failed of a model. */
  readonly retryGeometry: (modelId: string) => void
}

export function createGeometry(store: AppStore, client: () => EngineClient): GeometryActions {
  const figures = new OpenFigures<GeometryResults>(
    store,
    client,
    {
      view: 'geometry',
      read: ({ geometry }) => geometry.figures,
      write: ({ geometry }, next) => ({ geometry: { ...geometry, figures: next } }),
      isStopped: ({ geometry }) => geometry.isStopped,
    },
    GEOMETRY_COMPUTATIONS,
  )
  const update = (change: (geometry: GeometryState) => Partial<GeometryState>) =>
    store.setState(({ geometry }) => ({ geometry: { ...geometry, ...change(geometry) } }))
  return {
    setGeometry: (change) => update(({ form }) => ({ form: { ...form, ...change }, isStopped: false })),
    toggleGeometry: () => update(({ isStopped }) => ({ isStopped: !isStopped })),
    retryGeometry: (modelId) => figures.retry(modelId),
  }
}
