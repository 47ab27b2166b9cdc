import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import { useApp } from '../appContext'
import { type Command, canPerform } from './command'
import { ariaShortcut, isOnMac, isSingleKey, shortcutText } from './shortcuts'
import { singleKeys } from './singleKeys'
import { usePerform } from './usePerform'

interface CommandButtonProps {
  readonly command: Command
  readonly className?: string
  /** Whether it is the choice that holds, as the open view. */
  readonly isCurrent?: boolean
  /** Of a button that stays pressed. */
  readonly isPressed?: boolean
  readonly testId?: string
  /** Before it is performed, as for closing a menu. */
  readonly onPerform?: () => void
  /** The command's name, unless given. */
  readonly children?: ReactNode
}

/** A button of a menu that performs a command. */
export function CommandButton({
  command,
  className,
  isCurrent = false,
  isPressed,
  testId,
  onPerform,
  children,
}: CommandButtonProps) {
  const isEnabled = useApp((state) => canPerform(command, state))
  const { areOn } = useStore(singleKeys)
  const perform = usePerform()
  const { name, shortcut } = command
  const isKeyOn = shortcut !== undefined && (areOn || !isSingleKey(shortcut))
  return (
    <button
      type="button"
      className={className}
      disabled={!isEnabled}
      aria-pressed={isPressed}
      aria-current={isCurrent ? 'page' : undefined}
      aria-keyshortcuts={isKeyOn ? ariaShortcut(shortcut) : undefined}
      title={isKeyOn ? `${name} (${shortcutText(shortcut, isOnMac())})` : name}
      data-testid={testId}
      onClick={() => {
        onPerform?.()
        perform(command)
      }}
    >
      {children ?? name}
    </button>
  )
}
