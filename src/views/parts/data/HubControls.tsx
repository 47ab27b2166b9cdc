import { useState } from 'react'
import { countOf } from '../../../countOf'
import type { OpenedSource } from '../../../images/datasets/types'
import type { OpenDataSet } from '../../../store/data/dataSource'
import { parseHubId } from '../../../store/fields/hubId'
import { FieldGroup, useGuardedStart } from '../fields/FieldGroup'
import { TextField } from '../fields/TextField'
import { OpeningText } from './OpeningText'

const FIRST_ID = 'uoft-cs/cifar10'

interface HubControlsProps {
  readonly data: OpenDataSet
  readonly imagesPerSplit: number
  readonly onOpen: (source: OpenedSource) => void
  readonly onClose: () => void
}

/** Downloads a data set from the Hugging Face hub. Nothing is fetched before the button is pressed. */
export function HubControls(props: HubControlsProps) {
  return (
    // Only its own button needs these fields to be valid, not the start of a run.
    <FieldGroup name="hub" isApart>
      <Form {...props} />
    </FieldGroup>
  )
}

function Form({ data, imagesPerSplit, onOpen, onClose }: HubControlsProps) {
  const { source, asked, progress } = data
  const guarded = useGuardedStart('hub')
  const known = asked ?? source
  const [id, setId] = useState(known !== null && 'hub' in known ? known.hub.id : FIRST_ID)
  return (
    <form
      className="data-set"
      onSubmit={(event) => {
        event.preventDefault()
        guarded(() => onOpen({ hub: { id, imagesPerSplit } }))
      }}
    >
      <TextField
        name="data set"
        label="Data set"
        text={id}
        parse={parseHubId}
        write={(read) => read}
        onChange={setId}
        input={{ 'data-testid': 'hub-id' }}
      />
      <p className="hint">
        The button downloads up to {countOf(imagesPerSplit, 'image')} of each split of “{id}” from huggingface.co, in
        Parquet format. Nothing is fetched before you press it, and none of your data is sent.
      </p>
      {progress === null && (
        <button type="submit" className="button">
          Download
        </button>
      )}
      <OpeningText data={data} onClose={onClose} />
    </form>
  )
}
