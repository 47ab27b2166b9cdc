import { commandsIn } from './commands'
import { LazyLightbox } from './compare/lightbox/LazyLightbox'
import { DIALOGS } from './dialogs'
import { ModelCard } from './models/card/ModelCard'
import { OpeningDialog } from './models/opening/OpeningDialog'
import { Notices } from './Notices'
import { UpdateNotice } from './offline/UpdateNotice'
import { useApp } from './parts/appContext'
import { Announcements } from './parts/commands/Announcements'
import { useShortcuts } from './parts/commands/useShortcuts'
import { DropZone } from './parts/DropZone'
import { ErrorBoundary } from './parts/ErrorBoundary'
import { useCopiedTables } from './parts/exports/copySelection'
import { useFocusRescue } from './parts/focusRescue'
import { Header } from './parts/Header'
import { RunEnds } from './parts/runs/RunEnds'
import { SkipLink } from './parts/SkipLink'
import { findView } from './registry'
import { TourHost } from './tour/TourHost'
import { useDocumentTitle } from './useDocumentTitle'
import { useScreenClasses } from './useScreenClasses'

export function App() {
  const view = useApp((state) => state.view)
  const screen = useScreenClasses()
  useDocumentTitle()
  useShortcuts(commandsIn)
  useCopiedTables()
  useFocusRescue('content')
  const { Settings, Content } = findView(view)
  return (
    <div className={`app ${screen} ${Settings ? '' : 'has-no-settings'}`}>
      <SkipLink />
      <Header />
      <Notices place="page" />
      <UpdateNotice />
      {/* Another view, or another card, is tried anew. */}
      {Settings && (
        <ErrorBoundary key={`settings of ${view}`} part="The settings of this view">
          <Settings />
        </ErrorBoundary>
      )}
      <main id="content" className="content" tabIndex={-1}>
        <ErrorBoundary key={view} part="This view">
          <Content />
        </ErrorBoundary>
      </main>
      <ErrorBoundary part="The tour">
        <TourHost />
      </ErrorBoundary>
      <Announcements />
      <RunEnds />
      <DropZone />
      {DIALOGS.map(({ id, part, Content: Opened }) => (
        <ErrorBoundary key={id} part={part}>
          <Opened />
        </ErrorBoundary>
      ))}
      <CardInBounds />
      <ErrorBoundary part="The large map">
        <LazyLightbox />
      </ErrorBoundary>
      <ErrorBoundary part="The model that is being opened">
        <OpeningDialog />
      </ErrorBoundary>
    </div>
  )
}

function CardInBounds() {
  const id = useApp((state) => state.cardId)
  return (
    <ErrorBoundary key={id} part="The model’s card">
      <ModelCard />
    </ErrorBoundary>
  )
}
