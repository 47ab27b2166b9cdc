import { createContext, type ReactNode, useContext } from 'react'
import { FieldRegistry } from './fieldRegistry'

/** The page's registry; a test may provide its own. */
export const PAGE_FIELDS = new FieldRegistry()
export const FieldsContext = createContext(PAGE_FIELDS)

const GroupContext = createContext('')
const LiveContext = createContext(false)

interface FieldGroupProps {
  readonly name: string
  /** Whether changes take effect at once, without a start button. */
  readonly isLive?: boolean
  /** Whether the groups around it do not need its fields to be valid. */
  readonly isApart?: boolean
  readonly children: ReactNode
}

/** Fields that must be valid together before a start, and whose names are unique within the group. */
export function FieldGroup({ name, isLive, isApart = false, children }: FieldGroupProps) {
  const key = useFieldKey(name)
  const isWithinLive = useContext(LiveContext)
  return (
    <GroupContext value={isApart ? name : key}>
      <LiveContext value={isLive ?? isWithinLive}>{children}</LiveContext>
    </GroupContext>
  )
}

export const useIsLive = (): boolean => useContext(LiveContext)

/** The key under which a field's draft is kept while its view is closed. */
export function useFieldKey(name: string): string {
  const group = useContext(GroupContext)
  return group === '' ? name : `${group}/${name}`
}

/** Starts only if all fields of these groups are valid; otherwise focuses the first invalid one. */
export function useGuardedStart(...groups: readonly string[]): (start: () => void) => void {
  const registry = useContext(FieldsContext)
  return (start) => {
    if (!registry.focusFirstInvalid(groups)) start()
  }
}

/** Discards what is typed in a group's fields, for when all of its settings are replaced. */
export function useForgetDrafts(group: string): () => void {
  const registry = useContext(FieldsContext)
  return () => registry.forgetGroup(group)
}
