import type { ComponentType } from 'react'

/** Settings of the comparison. Views know none of each other, so that the registry passes them in. */
export interface GeometryPanels {
  readonly EpsilonSlider: ComponentType
  readonly ImageControls: ComponentType
  readonly AttackControls: ComponentType
}
