/** @file What is computed, while it is and afterwards. */

/** A computed value, and whether a newer one is being computed. The page always shows the last finished value. */
export interface Computed<Value> {
  readonly value: Value | null
  /** Share of the newer one that is done, in [0, 1]; null when nothing is being computed. */
  readonly progress: number | null
  readonly error: string | null
}

/** What a view computes of the models on screen while it is open: by the model's id, then by the figure's. */
export type FiguresByModel<Results> = Readonly<
  Record<string, { readonly [Id in keyof Results]?: Computed<Results[Id]> }>
>
