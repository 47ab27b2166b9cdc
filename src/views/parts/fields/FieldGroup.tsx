import { createContext, type ReactNode, useContext } from 'react'
import { FieldRegistry } from './fieldRegistry'

/** Of the page, unless a test has its own. */
export const FieldsContext = createContext(new FieldRegistry())

const GroupContext = createContext('')
const LiveContext = createContext(false)

interface FieldGroupProps {
  readonly name: string
  /** Whether results follow the fields at once, without a start. */
  readonly isLive?: boolean
  /** Whether what is around it is begun without it. */
  readonly isApart?: boolean
  readonly children: ReactNode
}

/** Fields that a start asks for together, or that are told apart from others of the same names. */
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

/** By which a field is known while its view is not open. */
export function useFieldKey(name: string): string {
  const group = useContext(GroupContext)
  return group === '' ? name : `${group}/${name}`
}

/** Begins something only where all fields of these groups can be read; else the first that can not is focused. */
export function useGuardedStart(...groups: readonly string[]): (start: () => void) => void {
  const registry = useContext(FieldsContext)
  return (start) => {
    if (!registry.focusFirstInvalid(groups)) start()
  }
}

/** Forgets what is typed in the fields of a group, all of which is set anew. */
export function useForgetDrafts(group: string): () => void {
  const registry = useContext(FieldsContext)
  return () => registry.forgetGroup(group)
}
