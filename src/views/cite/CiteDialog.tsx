import { useMemo } from 'react'
import { Notices } from '../Notices'
import { useActions, useApp } from '../parts/appContext'
import { Dialog } from '../parts/Dialog'
import { CopyButton } from '../parts/exports/CopyButton'
import { useExportedFrom } from '../parts/exports/useExportedFrom'
import { modelColumns } from '../parts/models/modelColumns'
import { PAPER, pageBibtex, pageCitation } from './citations'

/** How to cite the paper, and this page with the weights that it shows. */
export function CiteDialog() {
  const models = useApp((state) => state.models)
  const { closeDialog } = useActions()
  const exportedFrom = useExportedFrom()
  const { line, entry } = useMemo(() => {
    const [from, columns] = [exportedFrom(), modelColumns(models)]
    return { line: pageCitation(from, columns), entry: pageBibtex(from, columns) }
  }, [models, exportedFrom])
  return (
    <Dialog className="is-cite" title="Cite" testId="cite" notices={<Notices place="cite" />} onClose={closeDialog}>
      <Citation title="The paper" text={PAPER}>
        The idea of the page: robust models have small input gradients that follow the image’s edges.
      </Citation>
      <Citation title="This page" text={line}>
        With the version of the page, and the hash of the weights of every model in a column.
      </Citation>
      <Citation title="This page in BibTeX" text={entry} />
    </Dialog>
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
