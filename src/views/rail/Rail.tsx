import { FieldGroup } from '../fields/FieldGroup'
import { AttackControls } from './AttackControls'
import { DisplayControls } from './DisplayControls'
import { EpsilonSlider } from './EpsilonSlider'
import { PictureControls } from './PictureControls'

/** All that can be set. On a phone it is a sheet at the bottom, of which the slider always shows. */
export function Rail() {
  return (
    <FieldGroup name="compare" isLive>
      <aside className="rail" aria-label="Settings">
        <EpsilonSlider />
        <details className="rail-more" open={!matchMedia('(max-width: 760px)').matches}>
          <summary>Picture, attack, display</summary>
          <PictureControls />
          <AttackControls />
          <DisplayControls />
        </details>
      </aside>
    </FieldGroup>
  )
}
