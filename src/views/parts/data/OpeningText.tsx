import { Fragment } from 'react'
import { countOf } from '../../../countOf'
import type { DataSetSummary } from '../../../images/datasets/types'
import type { OpenDataSet } from '../../../store/data/dataSource'
import { whole } from '../format'

/** A longer list starts collapsed. */
const MAX_OPEN_PROBLEMS = 3

interface OpeningTextProps {
  readonly data: OpenDataSet
  readonly onClose: () => void
}

/** The progress of opening a data set, why it could not be opened, or its summary and what was left out. */
export function OpeningText({ data, onClose }: OpeningTextProps) {
  const { asked, summary, error } = data
  return (
    <>
      <OpeningProgress data={data} onCancel={onClose} />
      {error !== null && asked !== null && 'hub' in asked && (
        <p className="error" role="alert" data-testid="data-set-error">
          {error}
        </p>
      )}
      {summary !== null && <DataSetSummaryText summary={summary} onClose={onClose} />}
    </>
  )
}

interface OpeningProgressProps extends Pick<OpeningTextProps, 'data'> {
  readonly onCancel: () => void
}

export function OpeningProgress({ data: { asked, progress }, onCancel }: OpeningProgressProps) {
  if (progress === null) return null
  const isFetched = asked === null || 'hub' in asked
  return (
    <p className="data-set-progress">
      <progress value={progress} max={1} aria-label="Data set being opened" />
      <span className="muted">
        {isFetched ? 'downloading' : 'reading'}, {Math.round(100 * progress)} %
      </span>{' '}
      {asked !== null && (
        <button type="button" className="link" onClick={onCancel}>
          Cancel<span className="visually-hidden"> the {isFetched ? 'download' : 'reading'}</span>
        </button>
      )}
    </p>
  )
}

const SHOWN_CLASSES = 10

/** The first of them, each in its own direction of writing. */
const ClassNames = ({ classes }: Pick<DataSetSummary, 'classes'>) => (
  <>
    {classes.slice(0, SHOWN_CLASSES).map((name, i) => (
      <Fragment key={name}>
        {i > 0 && ', '}
        <bdi>{name}</bdi>
      </Fragment>
    ))}
    {classes.length > SHOWN_CLASSES && '…'}
  </>
)

function DataSetSummaryText({ summary, onClose }: { readonly summary: DataSetSummary; readonly onClose: () => void }) {
  const { name, format, count, classes, splits, size, notes, problems } = summary
  const listed = problems.first.reduce((sum, { files = 1 }) => sum + files, 0)
  return (
    <div data-testid="data-set-summary">
      <p>
        <strong>
          <bdi>{name}</bdi>
        </strong>{' '}
        <button type="button" className="link" onClick={onClose}>
          Close<span className="visually-hidden"> {name}</span>
        </button>
      </p>
      <p className="hint">
        {format}: {countOf(count, 'image')}
        {size === null ? '' : ` of ${size} × ${size}`}, {countOf(classes.length, 'class')} (
        <ClassNames classes={classes} />)
        {splits.length > 0 && `; ${splits.map((split) => `${split.name} ${whole(split.count)}`).join(', ')}`}
      </p>
      {notes.map((note) => (
        <p className="hint" key={note}>
          {note}
        </p>
      ))}
      {problems.count > 0 && (
        <details className="problems" open={problems.first.length <= MAX_OPEN_PROBLEMS}>
          <summary>{countOf(problems.count, 'file or record is', 'files or records are')} left out</summary>
          <ul>
            {problems.first.map(({ name, record, message }) => (
              <li key={`${name} ${record} ${message}`}>{message}</li>
            ))}
            {problems.count > listed && <li>and {whole(problems.count - listed)} more.</li>}
          </ul>
        </details>
      )}
    </div>
  )
}
