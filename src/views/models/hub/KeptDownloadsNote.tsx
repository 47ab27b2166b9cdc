import { countOf } from '../../../countOf'
import { useActions, useApp } from '../../parts/appContext'
import { megabytes } from '../../parts/format'

/** What of earlier downloads the browser keeps. */
export function KeptDownloadsNote() {
  const { files, bytes } = useApp((state) => state.hubModel.kept)
  const { forgetKeptDownloads } = useActions()
  if (files === 0) return null
  return (
    <p className="hint" data-testid="kept-downloads">
      {countOf(files, 'downloaded file')} of the hub {files === 1 ? 'is' : 'are'} kept in this browser (
      {megabytes(bytes)}), so that no file is downloaded twice.{' '}
      <button type="button" className="link" onClick={() => void forgetKeptDownloads()}>
        Delete {files === 1 ? 'it' : 'them'}
      </button>
    </p>
  )
}
