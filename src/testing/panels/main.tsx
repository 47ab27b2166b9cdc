/** @file The gallery: every panel one below the other. The dev server opens it under `?gallery` (vite.config.ts). */
import { createRoot } from 'react-dom/client'
import { PanelFrame } from './PanelFrame'
import { PANELS } from './registry'
import '../../views/styles/index.css'

createRoot(document.getElementById('root') as HTMLElement).render(
  <main style={{ padding: 24, maxWidth: 1100 }}>
    {PANELS.map(({ title, content }) => (
      <section key={title} aria-label={title}>
        <h2>{title}</h2>
        <PanelFrame>
          <div className="run">{content}</div>
        </PanelFrame>
      </section>
    ))}
  </main>,
)
