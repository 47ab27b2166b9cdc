import type { GeometryResults } from '../../../store/geometry/geometry'
import type { AppState } from '../../../store/types'
import type { Asking } from '../../openFigures/types'

/** A figure of the geometry of the loss, computed of each model. @template Needs what it depends on */
export interface GeometryComputation<
  Id extends keyof GeometryResults,
  Needs extends (state: AppState, modelId: string) => object | null,
> {
  readonly id: Id
  readonly needs: Needs
  readonly compute: (
    asking: Asking,
    needed: NonNullable<ReturnType<Needs>>,
    modelId: string,
  ) => Promise<GeometryResults[Id]>
}
