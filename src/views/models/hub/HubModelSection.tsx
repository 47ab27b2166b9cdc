import { useEffect, useState } from 'react'
import { parseHubModelId } from '../../../store/fields/hubId'
import { useActions, useApp } from '../../parts/appContext'
import { FieldGroup, useGuardedStart } from '../../parts/fields/FieldGroup'
import { TextField } from '../../parts/fields/TextField'
import { HubDownload } from './HubDownload'
import { KeptDownloadsNote } from './KeptDownloadsNote'

const FIRST_ID = 'timm/resnet18.a1_in1k'

/** Opens a model of the Hugging Face hub by its name. Nothing is fetched before a button is pressed. */
export function HubModelSection() {
  const isReady = useApp((state) => state.engine.status === 'ready')
  const { readKeptDownloads } = useActions()
  useEffect(() => void readKeptDownloads(), [readKeptDownloads])
  if (!isReady) return null
  return (
    <section className="hub-model" data-testid="hub-model">
      <h3>From the Hugging Face hub</h3>
      <FieldGroup name="hub model" isApart>
        <LookUp />
      </FieldGroup>
      <HubDownload />
      <KeptDownloadsNote />
    </section>
  )
}

function LookUp() {
  const { id: asked, doing, error } = useApp((state) => state.hubModel)
  const { lookUpHubModel, cancelHubModel } = useActions()
  const guarded = useGuardedStart('hub model')
  const [id, setId] = useState(asked ?? FIRST_ID)
  return (
    <form
      className="hub-look-up"
      onSubmit={(event) => {
        event.preventDefault()
        guarded(() => void lookUpHubModel(id))
      }}
    >
      <TextField
        name="model"
        label="Model"
        text={id}
        parse={parseHubModelId}
        write={(read) => read}
        onChange={setId}
        input={{ 'data-testid': 'hub-model-id', spellCheck: false, autoCapitalize: 'none' }}
      />
      {doing === 'lookingUp' ? (
        <button type="button" className="button" onClick={cancelHubModel}>
          Cancel
        </button>
      ) : (
        <button type="submit" className="button" disabled={doing !== null}>
          Look up
        </button>
      )}
      <p className="hint">
        The button asks huggingface.co for the model’s files, their sizes and its licence. Nothing is fetched before you
        press it, and none of your data is sent.
      </p>
      {error !== null && (
        <p className="error" role="alert" data-testid="hub-model-error">
          {error}
        </p>
      )}
    </form>
  )
}
