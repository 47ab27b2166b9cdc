import { DisplayControls } from '../../parts/DisplayControls'
import { FieldGroup } from '../../parts/fields/FieldGroup'
import { SettingsRail } from '../../parts/layout/SettingsRail'
import { AttackControls } from './AttackControls'
import { EpsilonSlider } from './EpsilonSlider'
import { ImageControls } from './ImageControls'
import { MapChoice } from './MapChoice'

/** All settings; the slider is always in view. */
export function CompareRail() {
  return (
    <FieldGroup name="compare" isLive>
      <SettingsRail controls={<EpsilonSlider />} summary="Image, attack, display">
        <ImageControls />
        <AttackControls />
        <DisplayControls />
        <MapChoice />
      </SettingsRail>
    </FieldGroup>
  )
}
