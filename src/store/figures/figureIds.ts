/** The paper's figures that the page recomputes, as an address names them. */
export const FIGURE_IDS = [
  'maps',
  'accuracy',
  'perturbations',
  'epochs',
  'lambda',
  'samples',
  'channels',
  'curvature',
  'linearity',
  'interpolation',
  'overfitting',
] as const

export type FigureId = (typeof FIGURE_IDS)[number]
