import { FieldGroup } from '../fields/FieldGroup'
import { DisplayControls } from '../rail/DisplayControls'
import { AdvancedControls } from './AdvancedControls'
import { DataControls } from './DataControls'
import { ObjectiveControls } from './ObjectiveControls'
import { ScheduleControls } from './ScheduleControls'
import { StartModelControls } from './StartModelControls'
import { TrainingControls } from './TrainingControls'

/** All that can be set of a training. On a phone it is a sheet, of which the training's controls always show. */
export function FinetuneSettings() {
  return (
    <FieldGroup name="finetune">
      <aside className="rail is-finetune" aria-label="Settings">
        <TrainingControls />
        <details className="rail-more" open={!matchMedia('(max-width: 760px)').matches}>
          <summary>Objective, model, pictures, training</summary>
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
