import { ModelCard } from './models/card/ModelCard'
import { OpeningDialog } from './models/opening/OpeningDialog'
import { ZooDialog } from './models/ZooDialog'
import { Notices } from './Notices'
import { useApp } from './parts/appContext'
import { DropZone } from './parts/DropZone'
import { Header } from './parts/Header'
import { findView } from './registry'

export function App() {
  const { Settings, Content } = findView(useApp(({ view }) => view))
  return (
    <div className="app">
      <Header />
      <Notices place="page" />
      <Settings />
      <main className="content">
        <Content />
      </main>
      <DropZone />
      <ZooDialog />
      <ModelCard />
      <OpeningDialog />
    </div>
  )
}
