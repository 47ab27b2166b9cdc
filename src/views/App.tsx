import { ModelCard } from './card/ModelCard'
import { AddressNotice } from './compare/AddressNotice'
import { Matrix } from './compare/Matrix'
import { LossFigure } from './figures/LossFigure'
import { MeasuresFigure } from './figures/MeasuresFigure'
import { Header } from './Header'
import { DropZone } from './rail/DropZone'
import { Rail } from './rail/Rail'
import { ZooDialog } from './zoo/ZooDialog'

export function App() {
  return (
    <div className="app">
      <Header />
      <Rail />
      <main className="content">
        <AddressNotice />
        <Matrix />
        <div className="figures">
          <MeasuresFigure />
          <LossFigure />
        </div>
      </main>
      <DropZone />
      <ZooDialog />
      <ModelCard />
    </div>
  )
}
