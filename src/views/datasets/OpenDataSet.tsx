import { useRef } from 'react'
import { collectChosen } from '../../pictures/datasets/collectFiles'
import type { DataFile, DataSetSummary } from '../../pictures/datasets/types'
import { whole } from '../format'

interface OpenDataSetProps {
  readonly summary: DataSetSummary | null
  /** Share of the bytes read, in [0, 1]; null when none is on its way. */
  readonly progress: number | null
  readonly error: string | null
  readonly onOpen: (files: readonly DataFile[]) => void
  readonly onClose: () => void
}

/** Opens a person's own labelled pictures, says what they are, and names what could not be read. */
export function OpenDataSet({ summary, progress, error, onOpen, onClose }: OpenDataSetProps) {
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  const open = (input: HTMLInputElement) => {
    const chosen = collectChosen(input.files ?? [])
    // Emptied, so that the same files can be chosen again.
    input.value = ''
    if (chosen.length > 0) onOpen(chosen)
  }
  return (
    <div className="data-set">
      <button type="button" className="open-file" onClick={() => files.current?.click()}>
        Open files <span className="muted">or drop them</span>
      </button>
      <button type="button" className="open-file" onClick={() => folder.current?.click()}>
        Open a folder
      </button>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        data-testid="data-set-files"
        onChange={(event) => open(event.target)}
      />
      <input
        ref={folder}
        type="file"
        hidden
        data-testid="data-set-folder"
        {...{ webkitdirectory: '' }}
        onChange={(event) => open(event.target)}
      />
      {progress !== null && (
        <p className="data-set-progress">
          <progress value={progress} max={1} aria-label="Data set being read" />
          <span className="muted">reading, {Math.round(100 * progress)} %</span>
        </p>
      )}
      {error !== null && (
        <p className="error" role="alert" data-testid="data-set-error">
          {error}
        </p>
      )}
      {summary === null ? (
        progress === null && (
          <p className="hint">
            cifar-10-binary.tar.gz, a batch such as test_batch.bin, or a zip or folder with a folder for each class.
            Read in this tab; nothing is uploaded.
          </p>
        )
      ) : (
        <DataSetSummaryText summary={summary} onClose={onClose} />
      )}
    </div>
  )
}

export function DataSetSummaryText({
  summary,
  onClose,
}: {
  readonly summary: DataSetSummary
  readonly onClose: () => void
}) {
  const { name, format, count, classes, side, problems } = summary
  return (
    <div data-testid="data-set-summary">
      <p>
        <strong>{name}</strong>{' '}
        <button type="button" className="link" onClick={onClose}>
          Close<span className="visually-hidden"> {name}</span>
        </button>
      </p>
      <p className="hint">
        {format}: {whole(count)} pictures{side === null ? '' : ` of ${side} × ${side}`}, {classes.length} classes (
        {classes.slice(0, 10).join(', ')}
        {classes.length > 10 && '…'})
      </p>
      {problems.count > 0 && (
        <details className="problems">
          <summary>
            {whole(problems.count)} {problems.count === 1 ? 'file or record is' : 'files or records are'} left out
          </summary>
          <ul>
            {problems.first.map(({ name, record, message }) => (
              <li key={`${name} ${record} ${message}`}>{message}</li>
            ))}
            {problems.count > problems.first.length && (
              <li>and {whole(problems.count - problems.first.length)} more.</li>
            )}
          </ul>
        </details>
      )}
    </div>
  )
}
