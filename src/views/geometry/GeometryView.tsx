import { GeometryHead } from './GeometryHead'
import { GeometryNotes } from './GeometryNotes'
import { LineFigure } from './LineFigure'
import { SurfaceFigure } from './SurfaceFigure'

/** The loss around the image on screen: along the attack, along the gradient, and on a plane. */
export function GeometryView() {
  return (
    <section className="geometry" aria-label="Geometry of the loss">
      <GeometryHead />
      <GeometryNotes />
      <LineFigure along="attack" />
      <LineFigure along="gradient" />
      <SurfaceFigure />
    </section>
  )
}
