import { useRef } from 'react'
import { collectChosen } from '../../../images/datasets/collectFiles'
import { useActions } from '../appContext'

interface OpenPlanButtonProps {
  /** What it opens, as in "Open a plan or results". */
  readonly what: string
}

/** Opens plan.json or results.json, which can be dropped anywhere as well. */
export function OpenPlanButton({ what }: OpenPlanButtonProps) {
  const { openFiles } = useActions()
  const input = useRef<HTMLInputElement>(null)
  const open = (chosen: HTMLInputElement) => {
    const files = collectChosen(chosen.files ?? [])
    // Cleared, so that choosing the same file again fires a change event.
    chosen.value = ''
    if (files.length > 0) void openFiles(files)
  }
  return (
    <>
      <button type="button" className="link" onClick={() => input.current?.click()}>
        Open {what}
      </button>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        multiple
        hidden
        data-testid="plan-files"
        onChange={(event) => open(event.target)}
      />
    </>
  )
}
