import { useApp } from './appContext'
import { ModelCard } from './card/ModelCard'
import { Header } from './Header'
import { Notices } from './Notices'
import { DropZone } from './rail/DropZone'
import { VIEWS } from './registry'
import { ZooDialog } from './zoo/ZooDialog'

export function App() {
  const { Settings, Content } = VIEWS[useApp(({ view }) => view)]
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
    </div>
  )
}
