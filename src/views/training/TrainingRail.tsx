import { DisplayControls } from '../parts/DisplayControls'
import { FieldGroup } from '../parts/fields/FieldGroup'
import { AdvancedControls } from './AdvancedControls'
import { DataControls } from './DataControls'
import { ObjectiveControls } from './ObjectiveControls'
import { ScheduleControls } from './ScheduleControls'
import { StartModelControls } from './StartModelControls'
import { TrainingControls } from './TrainingControls'

/** All settings of a training. On a phone they are a sheet, with the training's controls always visible. */
export function TrainingRail() {
  return (
    <FieldGroup name="training">
      <aside className="rail is-training" aria-label="Settings">
        <TrainingControls />
        <details className="rail-more" open={!matchMedia('(max-width: 760px)').matches}>
          <summary>Objective, model, images, training</summary>
          <ObjectiveControls />
          <StartModelControls />
          <DataControls />
          <ScheduleControls />
          <AdvancedControls />
          <DisplayControls />
        </details>
      </aside>
    </FieldGroup>
  )
}
