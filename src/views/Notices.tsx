import type { ReactNode } from 'react'
import { isFileMissing } from '../store/compare/askedImage'
import type { FileNotice } from '../store/types'
import { AskedFileNotice } from './AskedFileNotice'
import { FileReadingNotice } from './FileReadingNotice'
import { useActions, useApp } from './parts/appContext'

/** Where notices are shown: in the topmost layer, which may be a dialog of this id, where they can be focused. */
type NoticePlace = 'page' | 'card' | 'opening' | (string & {})

/** Messages about what was asked for: why the page cannot show it, or which part was left out. */
export function Notices({ place }: { readonly place: NoticePlace }) {
  const top = useApp(({ opening, dialog, cardId }): NoticePlace => {
    if (opening !== null) return 'opening'
    return cardId !== null ? 'card' : (dialog ?? 'page')
  })
  const address = useApp((state) => state.addressNotice)
  const file = useApp((state) => state.fileNotice)
  const image = useApp((state) => state.imageError)
  const reading = useApp((state) => state.fileReading)
  const isFileAsked = useApp(isFileMissing)
  const { dismissAddressNotice, dismissFileNotice } = useActions()
  if (top !== place || (!isFileAsked && (address ?? file ?? image ?? reading) === null)) return null
  return (
    <div className="page-notices">
      {address !== null && (
        <Notice role="status" testId="address-notice" onDismiss={dismissAddressNotice}>
          {address}
        </Notice>
      )}
      {isFileAsked && <AskedFileNotice />}
      {reading !== null && <FileReadingNotice {...reading} />}
      {image !== null && (
        <Notice role="alert" testId="image-error" onDismiss={dismissFileNotice}>
          {image}
        </Notice>
      )}
      {file !== null && (
        <Notice
          role={file.kind === 'refused' ? 'alert' : 'status'}
          testId="file-notice"
          onDismiss={dismissFileNotice}
          recipe={file.recipe}
          picture={file.picture}
        >
          {file.message}
        </Notice>
      )}
    </div>
  )
}

interface NoticeProps {
  readonly role: 'alert' | 'status'
  readonly testId: string
  readonly onDismiss: () => void
  readonly children: ReactNode
  readonly recipe?: readonly string[] | undefined
  readonly picture?: FileNotice['picture'] | undefined
}

function Notice({ role, testId, onDismiss, children, recipe, picture }: NoticeProps) {
  const { openPicture } = useActions()
  return (
    <div className={`page-notice is-${role}`} role={role} data-testid={testId}>
      <p>{children}</p>
      {recipe && <pre className="commands">{recipe.join('\n')}</pre>}
      {picture && (
        <button type="button" className="link" onClick={() => void openPicture(picture)}>
          Open it as an image instead
        </button>
      )}
      <button type="button" className="link" onClick={onDismiss}>
        Dismiss
      </button>
    </div>
  )
}
