import type { ReactNode } from 'react'
import { BUILT_IN_DATA_SETS, BUILT_IN_ID } from '../../../images/datasets/builtIn/registry'
import type { OpenedSource } from '../../../images/datasets/types'
import { fromOf, NOTHING_OPEN, type OpenDataSet, type SetFrom } from '../../../store/data/dataSource'
import { useActions } from '../appContext'
import { HubControls } from './HubControls'
import { OpenFiles } from './OpenFiles'
import { OpeningProgress, OpeningText } from './OpeningText'

/** The gallery's images belong to no data set. */
type From = SetFrom | 'gallery'

const NAMES: Readonly<Record<From, string>> = {
  gallery: 'Gallery',
  builtIn: `${BUILT_IN_DATA_SETS[BUILT_IN_ID].name}, built in`,
  files: 'My own files',
  hub: 'Hugging Face hub',
}

interface DataSourceControlsProps<Offered extends From> {
  readonly offered: readonly Offered[]
  readonly from: Offered
  /** The data set that the person opened. */
  readonly data: OpenDataSet
  /** A sentence about each source that needs no opening. */
  readonly about: Readonly<Partial<Record<Offered, ReactNode>>>
  /** How many images of each split to fetch from the hub. */
  readonly imagesPerSplit: number
  /** The view that the files opened here are for. */
  readonly place: 'evaluation' | 'training' | 'opening'
  readonly onChoose: (from: Offered) => void
  readonly onDownload: (source: OpenedSource) => void
  readonly onClose: () => void
}

/** Chooses where a view's images come from, with the controls to open files or download a data set. */
export function DataSourceControls<Offered extends From>(props: DataSourceControlsProps<Offered>) {
  const { offered, from, data, about, imagesPerSplit, place, onChoose, onDownload, onClose } = props
  const { openFiles } = useActions()
  const own = ofSource(data, from)
  const isElsewhere = data.progress !== null && data.asked !== null && own.progress === null
  return (
    <>
      <select
        className="wide-select"
        aria-label="Images from"
        value={from}
        data-testid="images-from"
        onChange={(event) => onChoose(event.target.value as Offered)}
      >
        {offered.map((each) => (
          <option key={each} value={each}>
            {NAMES[each]}
          </option>
        ))}
      </select>
      {isElsewhere && <OpeningProgress data={data} onCancel={onClose} />}
      {about[from] !== undefined && <p className="hint">{about[from]}</p>}
      {from === 'builtIn' && data.asked === null && data.progress !== null && (
        <OpeningText data={data} onClose={onClose} />
      )}
      {from === 'files' && (
        <div className="data-set">
          <OpenFiles folder="Open a folder" testId="data-set" onOpen={(files) => void openFiles(files, place)}>
            Open files <span className="muted">or drop them</span>
          </OpenFiles>
          {own.summary === null && own.progress === null && (
            <p className="hint">
              cifar-10-binary.tar.gz, a batch such as test_batch.bin, or a zip or folder with a subfolder for each
              class. Files are read in this tab; nothing is uploaded.
            </p>
          )}
          <OpeningText data={own} onClose={onClose} />
        </div>
      )}
      {from === 'hub' && (
        <HubControls data={own} imagesPerSplit={imagesPerSplit} onOpen={onDownload} onClose={onClose} />
      )}
    </>
  )
}

/** The open data set and the one being opened, as far as they come from this source. */
function ofSource(data: OpenDataSet, from: From): OpenDataSet {
  const isOf = (source: OpenedSource | null) => source !== null && fromOf(source) === from
  const { source, summary, asked, progress, error } = data
  return {
    ...(isOf(source) ? { ...NOTHING_OPEN, source, summary } : NOTHING_OPEN),
    ...(isOf(asked) && { asked, progress, error }),
  }
}
