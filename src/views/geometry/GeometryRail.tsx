import { GEOMETRY_BOUNDS } from '../../store/geometry/geometry'
import { useActions, useApp } from '../parts/appContext'
import { Choice } from '../parts/Choice'
import { FieldGroup } from '../parts/fields/FieldGroup'
import { NumberField } from '../parts/fields/NumberField'
import { HelpHeading } from '../parts/help/HelpHeading'
import { SettingsRail } from '../parts/layout/SettingsRail'
import type { GeometryPanels } from './types'

/** The image and the attack of the comparison, and the directions. */
export const geometryRailWith = ({ EpsilonSlider, ImageControls, AttackControls }: GeometryPanels) =>
  function GeometryRail() {
    return (
      <FieldGroup name="geometry" isLive>
        <SettingsRail controls={<EpsilonSlider />} summary="Directions, image, attack">
          <DirectionControls />
          <ImageControls />
          <AttackControls />
        </SettingsRail>
      </FieldGroup>
    )
  }

function DirectionControls() {
  const { step, seed, side, levels } = useApp(({ geometry }) => geometry.form)
  const { setGeometry } = useActions()
  return (
    <section className="group">
      <HelpHeading title="Directions" items={['gradient direction', 'loss surface']} />
      <Choice
        label="Gradient"
        value={step}
        options={[
          ['sign', 'Sign'],
          ['gradient', 'Values'],
        ]}
        onChange={(next) => setGeometry({ step: next })}
      />
      <NumberField
        label="Random seed"
        value={seed}
        {...GEOMETRY_BOUNDS.seed}
        onChange={(next) => setGeometry({ seed: next })}
      />
      <NumberField
        label="Points a side"
        value={side}
        {...GEOMETRY_BOUNDS.side}
        onChange={(next) => setGeometry({ side: next })}
      />
      <Choice
        label="Contours"
        value={levels}
        options={[
          ['own', 'Own'],
          ['shared', 'Shared'],
        ]}
        onChange={(next) => setGeometry({ levels: next })}
      />
    </section>
  )
}
