import { useState } from 'react'
import type { OpenedSource } from '../../pictures/datasets/types'
import type { OpenDataSet } from '../../store/dataSource'
import { whole } from '../format'
import { OpeningText } from './OpeningText'

const FIRST_ID = 'uoft-cs/cifar10'

interface HubControlsProps {
  readonly data: OpenDataSet
  readonly picturesPerSplit: number
  readonly onOpen: (source: OpenedSource) => void
  readonly onClose: () => void
}

/** A data set of the Hugging Face hub, of which nothing is fetched before the button is pressed. */
export function HubControls({ data, picturesPerSplit, onOpen, onClose }: HubControlsProps) {
  const { source, asked, progress } = data
  const known = asked ?? source
  const [id, setId] = useState(known !== null && 'hub' in known ? known.hub.id : FIRST_ID)
  return (
    <form
      className="data-set"
      onSubmit={(event) => {
        event.preventDefault()
        onOpen({ hub: { id: id.trim(), picturesPerSplit } })
      }}
    >
      <label className="field">
        <span>Data set</span>
        <input
          type="text"
          value={id}
          spellCheck={false}
          autoComplete="off"
          data-testid="hub-id"
          onChange={(event) => setId(event.target.value)}
        />
      </label>
      <p className="hint">
        The button downloads up to {whole(picturesPerSplit)} pictures of each split of “{id.trim()}” from
        huggingface.co, in its parquet form. Nothing is fetched before, and nothing of yours is sent.
      </p>
      {progress !== null ? (
        <button type="button" className="button" onClick={onClose}>
          Cancel
        </button>
      ) : (
        <button type="submit" className="button" disabled={id.trim() === ''}>
          Download
        </button>
      )}
      <OpeningText data={data} onClose={onClose} />
    </form>
  )
}
