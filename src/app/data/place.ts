const PLACES = ['compare', 'evaluation', 'training', 'models', 'opening'] as const

/** Where files are given: in a view that takes images, where models are chosen, or where one is opened and checked. */
export type Place = (typeof PLACES)[number]

/** The place that a view stands for. A view that takes no images still takes models. */
export const placeOf = (view: string): Place =>
  // Statistics are of the images that are chosen for evaluations.
  view === 'statistics' ? 'evaluation' : (PLACES.find((place) => place === view) ?? 'models')
