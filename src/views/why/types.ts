import type { ComponentType } from 'react'

/** Panels of the comparison. Views know none of each other, so that the registry passes them in. */
export interface WhyPanels {
  readonly Matrix: ComponentType<{ readonly only?: readonly string[] }>
  readonly EpsilonSlider: ComponentType
}
