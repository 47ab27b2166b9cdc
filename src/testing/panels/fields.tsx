import { FieldGroup, FieldsContext } from '../../views/parts/fields/FieldGroup'
import { FieldRegistry } from '../../views/parts/fields/fieldRegistry'
import { NumberField } from '../../views/parts/fields/NumberField'
import type { Panel } from './types'

const ignore = () => {}

/** As typed over an 8, and not taken. */
const typed = { 'panel/Epsilon': { text: '300', over: '8' } }

export const fieldsPanel: Panel = {
  title: 'Fields',
  content: (
    <FieldsContext value={new FieldRegistry(typed)}>
      <FieldGroup name="panel">
        <NumberField label="Steps" value={20} min={1} max={1000} isWhole onChange={ignore} />
        <NumberField label="Epsilon" value={8} min={0} max={255} isAbove unit="/255" onChange={ignore} />
        <NumberField label="Seed" value={1} min={0} max={100} isWhole disabled onChange={ignore} />
      </FieldGroup>
    </FieldsContext>
  ),
}
