import { useApp } from './appContext'
import { ModelCard } from './card/ModelCard'
import { AddressNotice } from './compare/AddressNotice'
import { Header } from './Header'
import { DropZone } from './rail/DropZone'
import { VIEWS } from './registry'
import { ZooDialog } from './zoo/ZooDialog'

export function App() {
  const { Settings, Content } = VIEWS[useApp(({ view }) => view)]
  return (
    <div className="app">
      <Header />
      <Settings />
      <main className="content">
        <AddressNotice />
        <Content />
      </main>
      <DropZone />
      <ZooDialog />
      <ModelCard />
    </div>
  )
}
