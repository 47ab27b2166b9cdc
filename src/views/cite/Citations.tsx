import { CopyButton } from '../parts/exports/CopyButton'
import type { ExportedFrom } from '../parts/exports/exportedFrom'
import type { ModelColumn } from '../parts/models/modelColumns'
import { PAPER, pageBibtex, pageCitation } from './citations'

interface CitationsProps {
  readonly from: ExportedFrom
  readonly columns: readonly ModelColumn[]
}

/** The paper, and the page with the weights that it shows. */
export function Citations({ from, columns }: CitationsProps) {
  return (
    <>
      <Citation title="The paper" text={PAPER}>
        The idea of the page: robust models have small input gradients that follow the image’s edges.
      </Citation>
      <Citation title="This page" text={pageCitation(from, columns)}>
        With the version of the page, and the hash of the weights of every model in a column.
      </Citation>
      <Citation title="This page in BibTeX" text={pageBibtex(from, columns)} />
    </>
  )
}

interface CitationProps {
  readonly title: string
  readonly text: string
  readonly children?: string
}

function Citation({ title, text, children }: CitationProps) {
  return (
    <section className="citation">
      <header>
        <h3>{title}</h3>
        <CopyButton text={text} name={title} />
      </header>
      {children && <p className="muted">{children}</p>}
      <pre className="commands">{text}</pre>
    </section>
  )
}
