import { WORKS } from '../../../glossary/works'

/** A published work by its authors and year. */
export function WorkLink({ of }: { readonly of: keyof typeof WORKS }) {
  const { cite, title, url } = WORKS[of]
  return (
    <a href={url} target="_blank" rel="noreferrer" title={title}>
      {cite}
    </a>
  )
}
