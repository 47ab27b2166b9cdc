import { useEffect } from 'react'
import type { KeptFiles } from '../../store/offline/offline'
import { useActions, useApp } from '../parts/appContext'
import { megabytes } from '../parts/format'

export function OfflineBody() {
  const { isReady, files, isKeeping, error } = useApp((state) => state.offline)
  const { countKeptFiles, keepAllFiles } = useActions()
  useEffect(() => void countKeptFiles(), [countKeptFiles])
  if (!isReady) {
    return (
      <p data-testid="offline-state">
        This browser does not keep the page: it may be a private window, the page may not be served by https or from
        localhost, or it is still being stored.
      </p>
    )
  }
  return (
    <>
      <p data-testid="offline-state">
        The page opens without a network. Models, images and data sets are kept as you use them.
      </p>
      {files !== null && <Kept files={files} isKeeping={isKeeping} />}
      {files !== null && files.bytes < files.totalBytes && (
        <button type="button" className="button" disabled={isKeeping} onClick={() => void keepAllFiles()}>
          {isKeeping ? 'Downloading…' : `Make everything available offline (${left(files)})`}
        </button>
      )}
      {error !== null && (
        <p className="cell-error" role="alert">
          {error}
        </p>
      )}
    </>
  )
}

const left = ({ bytes, totalBytes }: KeptFiles): string => megabytes(totalBytes - bytes)

function Kept({ files: { bytes, totalBytes }, isKeeping }: { readonly files: KeptFiles; readonly isKeeping: boolean }) {
  return (
    <p data-testid="offline-kept">
      {bytes === totalBytes
        ? `Kept in this browser: everything, ${megabytes(totalBytes)}.`
        : `Kept in this browser: ${megabytes(bytes)} of ${megabytes(totalBytes)}.`}{' '}
      {isKeeping && <progress aria-label="Kept" value={bytes} max={totalBytes} />}
    </p>
  )
}
