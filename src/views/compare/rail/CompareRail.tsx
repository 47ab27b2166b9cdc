import { DisplayControls } from '../../parts/DisplayControls'
import { FieldGroup } from '../../parts/fields/FieldGroup'
import { AttackControls } from './AttackControls'
import { EpsilonSlider } from './EpsilonSlider'
import { ImageControls } from './ImageControls'

/** All settings. On a phone they are a sheet at the bottom, with the slider always visible. */
export function CompareRail() {
  return (
    <FieldGroup name="compare" isLive>
      <aside className="rail" aria-label="Settings">
        <EpsilonSlider />
        <details className="rail-more" open={!matchMedia('(max-width: 760px)').matches}>
          <summary>Image, attack, display</summary>
          <ImageControls />
          <AttackControls />
          <DisplayControls />
        </details>
      </aside>
    </FieldGroup>
  )
}
