import { Matrix } from './compare/Matrix'
import { LossFigure } from './figures/LossFigure'
import { MeasuresFigure } from './figures/MeasuresFigure'
import { Header } from './Header'
import { DropZone } from './rail/DropZone'
import { Rail } from './rail/Rail'

export function App() {
  return (
    <div className="app">
      <Header />
      <Rail />
      <main className="content">
        <Matrix />
        <div className="figures">
          <MeasuresFigure />
          <LossFigure />
        </div>
      </main>
      <DropZone />
    </div>
  )
}
